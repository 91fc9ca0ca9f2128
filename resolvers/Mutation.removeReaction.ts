import type { Context } from '@aws-appsync/utils';
import type { MutationRemoveReactionArgs } from '#generated/schema';
import { requireEmoji } from './lib/emoji.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import { reactionOf } from './lib/message-change.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationRemoveReactionArgs, ChannelStash>) {
  const { messageId, channelId } = ctx.args.input;
  requireUlid(messageId, 'messageId');
  requireId(channelId, 'channelId');
  const emoji = requireEmoji(ctx.args.input.emoji);
  ctx.stash.access = { channelId, action: 'write', messageId, emoji };
  ctx.stash.change = { kind: 'removeReaction', emoji };
  ctx.stash.taking = { by: 'change' };
  return {};
}

export function response(ctx: Context<MutationRemoveReactionArgs, ChannelStash>) {
  return reactionOf(ctx.stash);
}
