import type { MessageRow } from '#generated/models';
import type { SeqRange } from '#generated/schema';
import type { ChannelStash } from './stash.ts';

/**
 * For how long a change may still be under way that has its position already: the 30 seconds that AppSync gives a request ("AppSync
 * endpoints and quotas"), and some for the lag of the indexes and the difference of servers' clocks.
 */
export const underWayMs = 35_000;

/** Where a look at what changed in a channel stands. */
export interface SyncReading {
  afterSeq: number;
  size: number;
  /** What lies above it is covered by the pages before; on the first page the channel's head. */
  top: number;
  /** Not earlier than the time of any position up to `top`. */
  time: string;
  /** How far all pages so far are complete. */
  completeThrough: number;
  /** A position of this time or an earlier one has what it will ever have. */
  settledAt: string;
}

/** What one index tells of the changes, newest first; `hasMore`: below the last row there may be others. */
export interface SyncStream {
  rows: MessageRow[];
  hasMore: boolean;
}

export interface SyncPage {
  /** Newest change first, each message once. */
  messages: MessageRow[];
  /** Newest first. */
  holes: SeqRange[];
  completeThrough: number;
  /** Null = this is the last page. */
  next: Pick<SyncReading, 'top' | 'time' | 'completeThrough'> | null;
}

/** What a look at a channel's changes leaves in the stash besides. */
export interface SyncStash extends ChannelStash {
  /** Set by `querySent`; absent where nothing can have changed. */
  sync?: SyncReading;
  isFirstPage: boolean;
  sent: SyncStream;
  /** Set by `queryChanged`. */
  page?: SyncPage;
}

interface Entry {
  position: number;
  row: MessageRow;
}

/**
 * One page of what changed after `afterSeq`, of two streams: new messages by `seq`, changed ones by `rev`. The page covers the
 * positions above the higher of the two streams' ends, so that each stream has told all that it has of them.
 *
 * A position at which neither stream has anything is settled where it is old enough: it is a hole. A younger one may be a write under
 * way, or an index that lags, and what lies above it may not be called complete. How old it is, is judged by the next position above it
 * that is there: times rise with positions.
 */
export function alignStreams(reading: SyncReading, sent: SyncStream, changed: SyncStream): SyncPage {
  const { afterSeq, top } = reading;
  const sentEntries = sent.rows.map((row): Entry => ({ row, position: row.seq }));
  const changedEntries = changed.rows.map((row): Entry => ({ row, position: row.rev ?? row.seq }));
  const end = Math.max(endOf(sent, sentEntries, afterSeq), endOf(changed, changedEntries, afterSeq));
  const { told, messages, bottom } = merge(sentEntries, changedEntries, end, reading.size);
  const { holes, completeThrough } = gapsIn(told, bottom, reading);
  const last = told[told.length - 1];
  const next = { top: Math.min(bottom, top), time: last ? timeAt(last) : reading.time, completeThrough };
  return { messages, holes, completeThrough, next: bottom > afterSeq ? next : null };
}

/** Whether new messages alone fill every position there is to tell of: then no other message changed. */
export function isAllSent({ afterSeq, top }: SyncReading, { rows }: SyncStream): boolean {
  return rows.filter(({ seq }) => seq > afterSeq && seq <= top).length === top - afterSeq;
}

/** The position down to which a stream has told everything, itself left out. */
function endOf({ hasMore }: SyncStream, entries: Entry[], afterSeq: number): number {
  const last = entries[entries.length - 1];
  return hasMore && last ? Math.max(afterSeq, last.position - 1) : afterSeq;
}

/** A stretch of both streams as one. */
interface Stretch {
  /** Highest position first; all of them above `bottom`. */
  told: Entry[];
  /** Each once. One that both streams tell of is taken as the stream has it that knows its later change. */
  messages: MessageRow[];
  bottom: number;
}

/** What both streams tell of the positions above `end`, as far down as `size` messages reach. */
function merge(sent: Entry[], changed: Entry[], end: number, size: number): Stretch {
  const told: Entry[] = [];
  const ids: string[] = [];
  const rows: Record<string, MessageRow> = {};
  let bottom = end;
  let fromSent = 0;
  let fromChanged = 0;
  [...sent, ...changed].some(() => {
    const nextSent = sent[fromSent];
    const nextChanged = changed[fromChanged];
    const isSent = nextSent && (!nextChanged || nextSent.position > nextChanged.position);
    const entry = isSent ? nextSent : nextChanged;
    if (!entry || entry.position <= end) return true;
    const { row } = entry;
    const known = rows[row.id];
    if (!known && ids.length === size) {
      bottom = entry.position;
      return true;
    }
    if (isSent) fromSent += 1;
    else fromChanged += 1;
    told.push(entry);
    if (!known) ids.push(row.id);
    if (!known || (known.rev ?? known.seq) < (row.rev ?? row.seq)) rows[row.id] = row;
    return false;
  });
  return { told, messages: ids.map((id) => rows[id] as MessageRow), bottom };
}

/** What is missing among the positions above `bottom` and up to the reading's top. */
function gapsIn(told: Entry[], bottom: number, reading: SyncReading): Pick<SyncPage, 'holes' | 'completeThrough'> {
  const holes: SeqRange[] = [];
  let { completeThrough, time } = reading;
  let below = reading.top;
  // The last one stands for the position next to the page's bottom, so that a gap above it is seen.
  for (const entry of [...told, null]) {
    const position = entry ? entry.position : bottom;
    if (position < below) {
      if (time <= reading.settledAt) holes.push({ from: position + 1, through: below });
      else completeThrough = Math.min(completeThrough, position);
    }
    if (entry && position <= below) {
      below = position - 1;
      time = timeAt(entry);
    }
  }
  return { holes, completeThrough };
}

/** The time of the position: a new message was made at it, a changed one changed. */
function timeAt({ position, row }: Entry): string {
  return position === row.seq ? row.createdAt : row.updatedAt;
}
