import type { ChannelMemberRow, ChannelRow, MessageRow } from '#generated/models';
import { failInput } from './errors.ts';
import { type HistoryStash, type Reading } from './reading.ts';

/** What marking as read leaves in the stash besides. Its `reading` is of the one message next to the marker. */
export interface ReadStash extends HistoryStash {
  /** Set by `countToPosition`; absent where the marker goes to the head. */
  countedTo?: number;
  /** Set by `writeReadMarker`: the caller's membership as it is now. */
  marked: ChannelMemberRow;
}

/** Ends the resolver where the channel has not come to the position yet. */
export function requireTaken(seq: number, channel: ChannelRow): void {
  if (seq > channel.headSeq) {
    failInput('SEQ_INVALID', 'seq', 'The channel has not come to this position yet.', channel.headSeq);
  }
}

/** The message at a position, or else the last one below it. */
export function readingAt(seq: number): Reading {
  return { direction: 'DESC', size: 1, from: null, edge: seq, above: 0 };
}

/**
 * How many messages of the channel stand at or below a position below its head. `last` is the last of them that was found; null =
 * none. The index may not show yet what was sent a moment ago, so at least as many are counted as are certain: those counted before,
 * further back, and all but one for each position above.
 */
export function countAt(seq: number, last: MessageRow | null, before: number, channel: ChannelRow): number {
  return Math.max(last ? last.ordinal : 0, before, channel.messageCount - (channel.headSeq - seq));
}
