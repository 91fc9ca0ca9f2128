import { type Context, runtime } from '@aws-appsync/utils';
import { positionTaken, takePosition } from '../lib/position.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes the channel's next position, and its time: now. The time must rise with the position, so where the channel is already
 * there or ahead (two servers' clocks, or two messages in one millisecond) nothing is written and `sequenceBehindClock` takes
 * over. Skipped where there is nothing to do.
 *
 * Needs `stash.channel`, `workspace` and `taking`; sets `stash.channel` to the channel as this position finds it, or sets
 * `stash.isBehindClock`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  return takePosition(ctx, true);
}

export function response(ctx: Context<object, ChannelStash>) {
  ctx.stash.isBehindClock = !positionTaken(ctx);
  return ctx.stash.channel;
}
