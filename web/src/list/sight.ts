import type { Message } from '@parley/client';
import type { Day } from './days.ts';
import type { Rows } from './rows.ts';

/** What is in sight. */
export interface Sight {
  readonly isAtEnd: boolean;
  /** Indexes of the first and last row that are in sight, in the rows last planned. */
  readonly first: number;
  readonly last: number;
  /** Pixels that can still be scrolled up and down. */
  readonly above: number;
  readonly below: number;
}

/** The message at a position, or the first after it where that one does not exist. Null = that part is not loaded. */
export function messageAt(
  messages: readonly Message[],
  seq: number,
  { hasOlder, hasNewer }: { hasOlder: boolean; hasNewer: boolean },
): Message | null {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return null;
  if (seq < first.seq && hasOlder) return null;
  if (seq > last.seq) return hasNewer ? null : last;
  return messages.find((message) => message.seq >= seq) ?? null;
}

/** How many messages of others came after a position. */
export function countAfter(messages: readonly Message[], seq: number, me: string): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.seq <= seq) break;
    if (message.userId !== me) count += 1;
  }
  return count;
}

/** The newest position among the rows up to `index`. Null = there is no stored message. */
export function seqUpTo({ rows }: Rows, index: number): number | null {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.kind === 'message') return row.message.seq;
  }
  return null;
}

/** The day of the row at `index`. Null = it says its day itself, or has none. */
export function dayAt({ rows }: Rows, index: number): Day | null {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.kind === 'day') return at === index ? null : row.day;
  }
  return null;
}
