import { pageCursor, readPageCursor } from './page.ts';
import type { SyncPage } from './sync.ts';
import { timePattern } from './time.ts';

type Next = NonNullable<SyncPage['next']>;

const seq = '(?:0|[1-9]\\d{0,9})';
const form = `^${seq};${seq};${timePattern}\\z`;

/** The cursor of a look at one channel from one position. What is in it can mislead nobody but who made it up. */
export function syncCursor(channelId: string, afterSeq: number, { top, completeThrough, time }: Next): string {
  return pageCursor(listOf(channelId, afterSeq), `${top};${completeThrough};${time}`);
}

/** Null = the first page. Ends the resolver where the cursor is of another look, or of none. */
export function readSyncCursor(cursor: string | null | undefined, channelId: string, afterSeq: number): Next | null {
  const position = readPageCursor(cursor, listOf(channelId, afterSeq), form);
  if (!position) return null;
  const parts = position.split(';');
  return { top: numberOf(parts[0]), completeThrough: numberOf(parts[1]), time: parts[2] ?? '' };
}

function listOf(channelId: string, afterSeq: number): string {
  return `${channelId}|after|${afterSeq}`;
}

/** AppSync has no `Number()`. */
function numberOf(text: string | undefined): number {
  return JSON.parse(text ?? '0') as number;
}
