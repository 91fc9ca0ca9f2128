import { type Context, runtime } from '@aws-appsync/utils';
import { failContended } from '../lib/errors.ts';
import { positionTaken, takePosition } from '../lib/position.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes a later position for a change that another one overtook. It asks nothing of the clock, so that a busy channel can not
 * refuse it. Skipped, at no cost, where nothing was overtaken.
 *
 * Needs `stash.isOvertaken` and what `sequence` needs; sets `stash.channel`, and `stash.overtakenAt` to the one of the position
 * that came to nothing.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.isOvertaken) runtime.earlyReturn(ctx.prev.result);
  return takePosition(ctx, false);
}

export function response(ctx: Context<object, ChannelStash>) {
  const overtakenAt = ctx.stash.channel;
  if (!positionTaken(ctx)) failContended();
  ctx.stash.overtakenAt = overtakenAt;
  return ctx.prev.result;
}
