import type { MessagePage } from '../model.ts';

/** A change may be under way, or not yet in the index that pages are read from, for so long after its position's time. */
export const underWayMs = 35_000;

/**
 * The position through which a newest page surely has every change. A page is read from an index that may lag, so it can miss a
 * change of just now, also below its newest message. By the service's own times alone: whatever is so much older than the
 * page's newest change has arrived. Where the whole page is younger, it is what was there before the page: no message of
 * the page can have changed earlier.
 */
export function settledThrough({ messages, olderCursor }: MessagePage): number {
  const changes = messages.flatMap(({ seq, rev, createdAt, updatedAt }) => [
    { position: seq, at: Date.parse(createdAt) },
    { position: rev, at: Date.parse(updatedAt) },
  ]);
  const settledAt = Math.max(...changes.map(({ at }) => at)) - underWayMs;
  const before = olderCursor === null ? 0 : (messages[0]?.seq ?? 1) - 1;
  return Math.max(before, ...changes.filter(({ at }) => at <= settledAt).map(({ position }) => position));
}
