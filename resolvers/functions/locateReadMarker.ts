import { type Context, runtime } from '@aws-appsync/utils';
import type { MutationMarkReadArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { isFar, marksNear, timeOfMarks } from '../lib/locate.ts';
import { type ReadStash, readingAt, requireTaken } from '../lib/read-marker.ts';

/**
 * Finds a time near the position that was read up to. Skipped, at no cost, where the position is near the channel's head, where most
 * people read, and where the marker stands there or further already.
 *
 * Needs `stash.channel` and `caller`; sets `stash.reading`, and `isSettled` where the marker would not move.
 */
export function request(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  const { channel, caller } = ctx.stash;
  const { seq } = ctx.args.input;
  requireTaken(seq, channel);
  ctx.stash.reading = readingAt(seq);
  ctx.stash.isSettled = (caller.membership?.lastReadSeq ?? 0) >= seq;
  if (ctx.stash.isSettled || !isFar(ctx.stash.reading, channel.headSeq)) runtime.earlyReturn(ctx.prev.result);
  return marksNear(channel.id, ctx.stash.reading);
}

export function response(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  requireAnswer(ctx);
  ctx.stash.reading.from = timeOfMarks(ctx.result.items, ctx.stash.reading);
  return ctx.prev.result;
}
