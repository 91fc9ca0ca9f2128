import type { Context } from '@aws-appsync/utils';
import type { MutationSendMessageArgs } from '#generated/schema';
import { requireAttachments } from './lib/attachments.ts';
import { requireContent } from './lib/content.ts';
import { failInput } from './lib/errors.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import { requireMentions } from './lib/mentions.ts';
import { messageToCaller } from './lib/message.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const { id, channelId, content, replyToId, isRetry } = ctx.args.input;
  const attachments = ctx.args.input.attachments ?? [];
  requireUlid(id, 'id');
  requireId(channelId, 'channelId');
  // An empty one is no id either; stored as none, it would make its own retry a conflict.
  if (typeof replyToId === 'string') requireUlid(replyToId, 'replyToId');
  if (replyToId === id) failInput('ID_INVALID', 'replyToId', 'A message does not answer itself.');
  if (content !== '' || attachments.length === 0) requireContent(content);
  requireMentions(content);
  requireAttachments(attachments);
  ctx.stash.access = isRetry
    ? { channelId, action: 'read', replyToId, retriedId: id }
    : { channelId, action: 'write', replyToId };
  ctx.stash.taking = { by: 'message' };
  return {};
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  return messageToCaller(ctx.stash);
}
