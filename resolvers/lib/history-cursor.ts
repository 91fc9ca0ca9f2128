import type { SortDirection } from '#generated/schema';
import { pageCursor, readPageCursor } from './page.ts';
import { timePattern } from './time.ts';

/** Where a page of a channel's messages ended: the time of its last message, and the edge where it did not come to it yet. */
export interface HistoryPosition {
  from: string;
  edge: number | null;
}

const form = `^${timePattern}(?:;(?:0|[1-9]\\d{0,9}))?\\z`;

/** The cursor of one channel in one direction. */
export function historyCursor(channelId: string, direction: SortDirection, { from, edge }: HistoryPosition): string {
  return pageCursor(`${channelId}|${direction}`, edge === null ? from : `${from};${edge}`);
}

/** Null = from the beginning. Ends the resolver where the cursor is of another channel or direction, or of none. */
export function readHistoryCursor(
  cursor: string | null | undefined,
  channelId: string,
  direction: SortDirection,
): HistoryPosition | null {
  const position = readPageCursor(cursor, `${channelId}|${direction}`, form);
  if (!position) return null;
  const parts = position.split(';');
  // AppSync has no `Number()`.
  return { from: parts[0] ?? '', edge: parts[1] ? (JSON.parse(parts[1]) as number) : null };
}
