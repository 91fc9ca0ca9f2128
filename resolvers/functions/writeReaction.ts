import { type Context, runtime } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';
import { reactionTransacted, transactReaction } from '../lib/transact-reaction.ts';

/**
 * Puts the caller’s reaction there or takes it away, and counts it on the message, in one transaction: neither happens alone.
 * Skipped where there is nothing to do.
 *
 * Needs `stash.change`, `message`, and `channel` with the position just taken; sets `stash.reaction`, or `stash.isOvertaken`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  return transactReaction(ctx);
}

export function response(ctx: Context<object, ChannelStash>) {
  reactionTransacted(ctx);
  return ctx.stash.message;
}
