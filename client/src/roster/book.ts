import type { InboxEvent } from '../following/follow-inbox.ts';
import type { ChannelEvent, MyChannel } from '../model.ts';
import { type Hearing, type RosterEntry, withEvent, withMention, withRow } from './entry.ts';

/** All channels that the person is in, as far as is known. Immutable, as entries are. */
export interface Book {
  /** By channel id, in the order of the ids. */
  readonly entries: ReadonlyMap<string, RosterEntry>;
  /** The channels that were heard to be left, with how many walks had begun by then: those may not know of it yet. */
  readonly left: ReadonlyMap<string, number>;
}

export const emptyBook: Book = { entries: new Map(), left: new Map() };

/** With what walk number `walk` found: all the channels that there are, whatever was known before. */
export function withWalk(book: Book, rows: readonly MyChannel[], walk: number): Book {
  const left = new Map([...book.left].filter(([, walks]) => walks >= walk));
  const entries = rows
    .filter(({ channel }) => !left.has(channel.id))
    .map((row) => [row.channel.id, withRow(book.entries.get(row.channel.id), row, walk)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: new Map(entries), left };
}

/** With what a channel's subscription told. */
export function withHeard(book: Book, event: ChannelEvent, hearing: Hearing): Book {
  const entry = book.entries.get(event.channelId);
  return entry ? withEntry(book, entry, withEvent(entry, event, hearing)) : book;
}

/** With what the person's inbox told of one of their channels. `READ` is the matter of markers, and what is new that of walks. */
export function withInbox(book: Book, { kind, channelId, seq }: InboxEvent, hearing: Hearing): Book {
  const entry = book.entries.get(channelId ?? '');
  if (channelId && kind === 'CHANNEL_LEFT') {
    const entries = new Map(book.entries);
    entries.delete(channelId);
    return { entries, left: new Map(book.left).set(channelId, hearing.walks) };
  }
  if (!entry || kind !== 'MENTIONED' || seq === null) return book;
  return withEntry(book, entry, withMention(entry, seq, hearing));
}

function withEntry(book: Book, before: RosterEntry, after: RosterEntry): Book {
  if (before === after) return book;
  return { ...book, entries: new Map(book.entries).set(after.row.channel.id, after) };
}
