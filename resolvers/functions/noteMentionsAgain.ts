import { type Context, runtime } from '@aws-appsync/utils';
import { membersUnnoted, transactMentions } from '../lib/note-mentions.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Notes a mention once more for those for whom `noteMentions` could not: one member who left, or who marks the channel as read at
 * that moment, cancels it for all. A second failure does not fail the send, which has happened: it is logged. Skipped, at no
 * cost, where all is noted.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const members = ctx.stash.unnoted ?? [];
  if (members.length === 0) runtime.earlyReturn(ctx.prev.result);
  return transactMentions(ctx, members);
}

export function response(ctx: Context<object, ChannelStash>) {
  const unnoted = membersUnnoted(ctx, ctx.stash.unnoted ?? []);
  if (unnoted.length > 0) console.error('mentions not noted', ctx.stash.message.id, ctx.error?.type);
  return ctx.prev.result;
}
