import type { Context } from '@aws-appsync/utils';
import type { MutationEditMessageArgs } from '#generated/schema';
import { requireContent } from './lib/content.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import { requireMentions } from './lib/mentions.ts';
import { messageToCaller } from './lib/message.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationEditMessageArgs, ChannelStash>) {
  const { id, channelId, content } = ctx.args.input;
  requireUlid(id, 'id');
  requireId(channelId, 'channelId');
  // Whether it may be empty is known once the message is.
  if (content !== '') requireContent(content);
  ctx.stash.access = { channelId, action: 'write', messageId: id };
  ctx.stash.change = { kind: 'edit', content, mentions: requireMentions(content) };
  ctx.stash.taking = { by: 'change' };
  return {};
}

export function response(ctx: Context<MutationEditMessageArgs, ChannelStash>) {
  return messageToCaller(ctx.stash);
}
