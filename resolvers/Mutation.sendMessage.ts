import type { Context } from '@aws-appsync/utils';
import type { MutationSendMessageArgs } from '#generated/schema';
import { requireContent } from './lib/content.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const { id, channelId, content, replyToId } = ctx.args.input;
  requireUlid(id, 'id');
  requireId(channelId, 'channelId');
  // An empty one is no id either; stored as none, it would make its own retry a conflict.
  if (typeof replyToId === 'string') requireUlid(replyToId, 'replyToId');
  requireContent(content);
  ctx.stash.access = { channelId, action: 'write', replyToId };
  return {};
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  return ctx.stash.message;
}
