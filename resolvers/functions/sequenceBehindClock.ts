import { type Context, runtime } from '@aws-appsync/utils';
import { failRefusedAgain, isRationed } from '../lib/charge-sender.ts';
import { failContended } from '../lib/errors.ts';
import { positionTaken, takePosition } from '../lib/position.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes the channel's next position where `sequence` found somebody there before it: the position's time is one millisecond after
 * the one before. It needs no condition on the clock, so any number of senders in one millisecond each get a time of their own, at
 * the first try. Where `sequence` was held up by somebody who joins or leaves, it is now that is tried again. Skipped, at no cost,
 * where `sequence` took the position.
 *
 * Needs what `sequence` needs; sets `stash.channel` to the channel as this position finds it.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.isBehindClock) runtime.earlyReturn(ctx.prev.result);
  return takePosition(ctx, !!ctx.stash.isHeldUp);
}

export function response(ctx: Context<object, ChannelStash>) {
  const isOfClock = ctx.stash.isHeldUp || !isRationed(ctx.stash);
  if (!positionTaken(ctx)) {
    if (isOfClock || ctx.stash.isHeldUp) failContended();
    failRefusedAgain(ctx);
  }
  return ctx.stash.channel;
}
