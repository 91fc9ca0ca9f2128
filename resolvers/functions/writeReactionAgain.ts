import { type Context, runtime } from '@aws-appsync/utils';
import { failUnavailable } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { reactionTransacted, transactReaction } from '../lib/transact-reaction.ts';

/**
 * Puts or takes the reaction at the later position that `sequenceAgain` took. Overtaken once more, the caller is told to try
 * again. Skipped, at no cost, where `writeReaction` was not overtaken.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.isOvertaken) runtime.earlyReturn(ctx.prev.result);
  return transactReaction(ctx);
}

export function response(ctx: Context<object, ChannelStash>) {
  reactionTransacted(ctx);
  if (ctx.stash.isOvertaken) failUnavailable();
  return ctx.stash.message;
}
