import type { Message, PendingChange, PendingMessage } from '@parley/client';
import { type Day, dayOf } from './days.ts';

/** One thing of the list, from top to bottom. Messages are keyed by their id, pending or stored: one row in both lives. */
export type Row = MessageRow | PendingRow | DayRow | EdgeRow;

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly message: Message;
  /** True = it shows its author; false = it goes on where the one before it ended. */
  readonly isFirst: boolean;
  readonly changes: readonly PendingChange[];
}

export interface PendingRow {
  readonly kind: 'pending';
  readonly key: string;
  readonly pending: PendingMessage;
  readonly isFirst: boolean;
}

interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly day: Day;
}

/** `beginning`: of the channel. `older` and `newer`: there is more that way. `new`: what follows had not been read. */
interface EdgeRow {
  readonly kind: 'beginning' | 'older' | 'newer' | 'new';
  readonly key: string;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Who was shown with an author because nothing before it was loaded. They stay so: what is read must not shrink. */
  readonly heads: ReadonlySet<string>;
}

export interface RowsInput {
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  changes: ReadonlyMap<string, readonly PendingChange[]>;
  me: string;
  hasOlder: boolean;
  hasNewer: boolean;
  /** The new-messages line stands before the first message of others after this position. Null = there is no line. */
  newAfterSeq: number | null;
}

export const noRows: Rows = { rows: [], indexOf: new Map(), heads: new Set() };

const longPauseMs = 5 * 60_000;
const noChanges: readonly PendingChange[] = [];

/** What the row before says about the next one. */
interface Said {
  readonly userId: string;
  readonly at: number;
  readonly day?: Day;
}

/** The rows that show all this. Rows of `before` that say the same are the same objects. */
export function buildRows(input: RowsInput, before: Rows): Rows {
  const { messages, pending, changes, me, hasOlder, hasNewer, newAfterSeq } = input;
  const rows: Row[] = [];
  const indexOf = new Map<string, number>();
  const heads = headsWith(before.heads, messages[0]?.id);
  const add = (row: Row) => {
    indexOf.set(row.key, rows.length);
    rows.push(row);
  };
  const known = (key: string) => {
    const index = before.indexOf.get(key);
    return index === undefined ? undefined : before.rows[index];
  };

  add(hasOlder ? older : beginning);
  // Where the line would stand above all that is loaded, it is not known yet where it stands.
  let isLinePast = newAfterSeq === null || (hasOlder && (messages[0]?.seq ?? 0) > newAfterSeq + 1);
  let last: Said | undefined;
  for (const message of messages) {
    const { at, day } = factsOf(message);
    const isNewDay = last?.day !== day;
    if (isNewDay) add(dayRow(day, known(`day:${day}`)));
    const isFirstNew = !isLinePast && message.seq > (newAfterSeq ?? 0) && message.userId !== me;
    if (isFirstNew) {
      add(newLine);
      isLinePast = true;
    }
    const isFirst =
      isNewDay ||
      isFirstNew ||
      message.replyToId !== null ||
      last?.userId !== message.userId ||
      at - last.at >= longPauseMs ||
      heads.has(message.id);
    const own = changes.get(message.id) ?? noChanges;
    const row = known(message.id);
    const isSame = row?.kind === 'message' && row.message === message && row.isFirst === isFirst && row.changes === own;
    add(isSame ? row : { kind: 'message', key: message.id, message, isFirst, changes: own });
    last = { userId: message.userId, at, day };
  }
  if (hasNewer) add(newer);
  for (const one of pending) {
    // Stored since: it has its row.
    if (indexOf.has(one.id)) continue;
    // Its time is the device's, which may be wrong: it never makes a day of its own.
    const isFirst = last?.userId !== me || hasNewer || one.replyToId !== null || one.createdAt - last.at >= longPauseMs;
    const row = known(one.id);
    const isSame = row?.kind === 'pending' && row.pending === one && row.isFirst === isFirst;
    add(isSame ? row : { kind: 'pending', key: one.id, pending: one, isFirst });
    last = { userId: me, at: one.createdAt };
  }
  return { rows, indexOf, heads };
}

/** Where the line stands: where the reader had read to at first, or further up once they mark something unread. */
export function lineAfter(line: number | null, lastReadSeq: number | null): number | null {
  if (line === null || lastReadSeq === null) return line ?? lastReadSeq;
  return Math.min(line, lastReadSeq);
}

/** Whether a row is something to read, that stays itself while others come and go. */
export function isReadable(row: Row | undefined): row is MessageRow | PendingRow {
  return row?.kind === 'message' || row?.kind === 'pending';
}

const beginning: EdgeRow = { kind: 'beginning', key: 'edge:beginning' };
const older: EdgeRow = { kind: 'older', key: 'edge:older' };
const newer: EdgeRow = { kind: 'newer', key: 'edge:newer' };
const newLine: EdgeRow = { kind: 'new', key: 'edge:new' };

function headsWith(heads: ReadonlySet<string>, id: string | undefined): ReadonlySet<string> {
  return id === undefined || heads.has(id) ? heads : new Set([...heads, id]);
}

function dayRow(day: Day, known: Row | undefined): DayRow {
  return known?.kind === 'day' ? known : { kind: 'day', key: `day:${day}`, day };
}

// Reading a date is slow, and the list is built with every change of any of its messages.
const facts = new WeakMap<Message, { at: number; day: Day }>();

function factsOf(message: Message): { at: number; day: Day } {
  let known = facts.get(message);
  if (!known) {
    const at = Date.parse(message.createdAt);
    facts.set(message, (known = { at, day: dayOf(at) }));
  }
  return known;
}
