import { type Context, runtime } from '@aws-appsync/utils';
import { isStillMentioned, membersMentioned, membersUnnoted, transactMentions } from '../lib/note-mentions.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Notes for the members whom the message mentions that it does, and has all who may read it told. Skipped, at no cost, where
 * nobody else is mentioned.
 *
 * Needs `stash.message` and `mentioned`; sets `stash.inbox`, and `stash.unnoted` where it could not note all of them.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { message, channel, mentioned } = ctx.stash;
  const told = (mentioned ?? []).filter(({ userId }) => isStillMentioned(userId, message));
  ctx.stash.inbox = told.map(({ userId }) => ({
    userId,
    kind: 'MENTIONED',
    actorId: message.userId,
    at: message.createdAt,
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    messageId: message.id,
    seq: message.seq,
  }));
  const members = membersMentioned(ctx.stash);
  if (members.length === 0) runtime.earlyReturn(ctx.prev.result);
  return transactMentions(ctx, members);
}

export function response(ctx: Context<object, ChannelStash>) {
  ctx.stash.unnoted = membersUnnoted(ctx, membersMentioned(ctx.stash));
  return ctx.prev.result;
}
