import { type Context, runtime } from '@aws-appsync/utils';
import { requireAnswer } from '../lib/errors.ts';
import { isFar, marksNear, timeOfMarks } from '../lib/locate.ts';
import type { HistoryStash } from '../lib/reading.ts';

/**
 * Finds a time near the position that a page jumps to: `messages_by_channel` knows messages by time alone. Skipped, at no cost,
 * where a page does not jump, goes on from a cursor, or lies within reach of the channel's end.
 *
 * Needs `stash.reading` and `channel`; sets `stash.reading.from`.
 */
export function request(ctx: Context<object, HistoryStash>) {
  const { reading, channel } = ctx.stash;
  if (reading.from || !isFar(reading, channel.headSeq)) runtime.earlyReturn(ctx.prev.result);
  return marksNear(channel.id, reading);
}

export function response(ctx: Context<object, HistoryStash>) {
  requireAnswer(ctx);
  ctx.stash.reading.from = timeOfMarks(ctx.result.items, ctx.stash.reading);
  return ctx.prev.result;
}
