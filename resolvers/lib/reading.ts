import type { MessageRow } from '#generated/models';
import type { QueryMessagesByChannelArgs, SortDirection } from '#generated/schema';
import { failInput } from './errors.ts';
import type { ChannelStash } from './stash.ts';

/** Which messages of a channel a page is to hold, and from where they are read. */
export interface Reading {
  /** In which direction the channel is read, and `nextToken` leads on. */
  direction: SortDirection;
  /** How many messages the page holds at most. */
  size: number;
  /** The `createdAt` next to which reading begins, that message left out; null = at that end of the channel. */
  from: string | null;
  /** Newest first, messages at or below this position are wanted; oldest first, those above it. Null = all. */
  edge: number | null;
  /** How many of the page's messages are the ones next above `edge`, where it is read newest first. */
  above: number;
}

/** What a page of history leaves in the stash besides. */
export interface HistoryStash extends ChannelStash {
  /** Set by the resolver; `from` also by the step that looks for a position. */
  reading: Reading;
}

/** Of so many messages one carries its position: see the index `messages_by_position`. */
export const markEvery = 64;

/** The page that the arguments ask for, as if there were no cursor. Ends the resolver where they jump to no position, or to several. */
export function readingOf(args: QueryMessagesByChannelArgs, size: number): Reading {
  const { before, after, around } = args;
  const jumps = [before, after, around].filter((seq) => typeof seq === 'number');
  if (jumps.length > 1) {
    failInput('JUMP_INVALID', 'before', 'A page jumps to one position: before, after or around it.');
  }
  if (jumps.some((seq) => seq < 0)) {
    failInput('SEQ_INVALID', fieldOf(args), 'A position is 0 or more.', 0);
  }
  if (typeof before === 'number') {
    return { direction: 'DESC', size, from: null, edge: Math.max(0, before - 1), above: 0 };
  }
  if (typeof after === 'number') return { direction: 'ASC', size, from: null, edge: after, above: 0 };
  if (typeof around === 'number') {
    return { direction: 'DESC', size, from: null, edge: around, above: size - 1 - Math.floor(size / 2) };
  }
  return { direction: args.sortDirection ?? 'DESC', size, from: null, edge: null, above: 0 };
}

/** How many marks it takes to be sure that what lies between the last of them and `edge` holds all that is wanted above it. */
export function marksWanted(reading: Reading): number {
  return reading.above > 0 ? 2 : 1;
}

/**
 * How many messages are read: the page, those that a mark may lie beyond its edge, and one more, which tells whether there is
 * another page.
 */
export function readLimit(reading: Reading): number {
  return reading.size + (reading.edge === null ? 0 : marksWanted(reading) * markEvery) + 1;
}

/** A page cut out of what was read, and where the next one begins. */
export interface CutPage {
  /** In the order in which they were read. */
  rows: MessageRow[];
  /** Null = there is no more. */
  next: { from: string; edge: number | null } | null;
}

/**
 * Cuts the page out of the rows that were read; `hasMore` says whether there are more. A mark that was never written (its message's
 * sender failed) leaves more messages beyond the edge than were read: the page is then shorter, or empty, and leads on. It
 * never holds a message that is not next to those beside it.
 */
export function cutPage(rows: MessageRow[], hasMore: boolean, reading: Reading): CutPage {
  const { edge, size, direction } = reading;
  const wanted = rows.filter((row) => isWanted(row, reading));
  const last = rows[rows.length - 1];
  if (wanted.length === 0 && hasMore && last) return { rows: [], next: { from: last.createdAt, edge } };
  const beyond = direction === 'DESC' ? rows.filter((row) => !isWanted(row, reading)) : [];
  const above = beyond.slice(Math.max(0, beyond.length - reading.above));
  const page = wanted.slice(0, size - reading.above);
  const end = page[page.length - 1];
  const isEnd = !end || (!hasMore && wanted.length === page.length);
  return { rows: [...above, ...page], next: isEnd ? null : { from: end.createdAt, edge: null } };
}

function isWanted(row: MessageRow, { direction, edge }: Reading): boolean {
  if (edge === null) return true;
  return direction === 'DESC' ? row.seq <= edge : row.seq > edge;
}

function fieldOf({ before, after }: QueryMessagesByChannelArgs): string {
  if (typeof before === 'number') return 'before';
  return typeof after === 'number' ? 'after' : 'around';
}
