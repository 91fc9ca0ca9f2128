import type { OutboxEntry } from '../outbox/entry.ts';
import type { Message } from '../model.ts';
import { withChange, wishedOf } from './own-change.ts';
import type { PendingChange, PendingMessage } from './pending.ts';
import { placeOf } from './places.ts';
import { messageIdOf } from './seen.ts';

/** Stored messages as the person sees them: with what they have done themselves, and is not known to be stored yet. */
export interface Overlay {
  /** With edits, deletions and reactions that were not refused. */
  readonly messages: readonly Message[];
  /** Own messages that are not among them, in order. */
  readonly pending: readonly PendingMessage[];
  /** By the message's id, in order. */
  readonly changes: ReadonlyMap<string, readonly PendingChange[]>;
  /** What it was made of. */
  readonly stored: readonly Message[];
  readonly entries: readonly OutboxEntry[];
  /** What became of each message that has entries. */
  readonly changed: ReadonlyMap<string, ChangedMessage>;
}

interface ChangedMessage {
  readonly from: Message;
  readonly by: readonly OutboxEntry[];
  readonly message: Message;
}

export const emptyOverlay: Overlay = {
  messages: [],
  pending: [],
  changes: new Map(),
  stored: [],
  entries: [],
  changed: new Map(),
};

/**
 * `entries`: the channel's, in order. What is as it was `before` stays the same object. `seqs`: where messages are, by id, if they are
 * there. Default: looked for.
 */
export function overlaid(
  stored: readonly Message[],
  entries: readonly OutboxEntry[],
  before: Overlay,
  seqs: ReadonlyMap<string, number> = seqsOf(stored),
): Overlay {
  if (stored === before.stored && entries === before.entries) return before;
  const own = byMessage(entries);
  const places = placesOf(own.keys(), stored, seqs);
  const changed = new Map<string, ChangedMessage>();
  let shown = stored;
  for (const [id, index] of places) {
    // What has a place is there, and has entries.
    const [from, by] = [stored[index]!, own.get(id)!];
    const message = changedBy(from, by, before, changed);
    if (message === from) continue;
    if (shown === stored) shown = [...stored];
    // Just copied above.
    (shown as Message[])[index] = message;
  }
  const messages = sameList(before.messages, shown);
  const pending = sameList(before.pending, pendingOf(places, own, before.pending));
  return { messages, pending, changes: changesOf(own, places, before.changes), stored, entries, changed };
}

/** Which of them are among the messages, and where. */
function placesOf(
  ids: Iterable<string>,
  stored: readonly Message[],
  seqs: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const id of ids) {
    const seq = seqs.get(id);
    if (seq === undefined) continue;
    const index = placeOf(stored, seq, (message) => message.seq);
    if (stored[index]?.id === id) places.set(id, index);
  }
  return places;
}

function seqsOf(stored: readonly Message[]): ReadonlyMap<string, number> {
  return new Map(stored.map(({ id, seq }) => [id, seq]));
}

function byMessage(entries: readonly OutboxEntry[]): Map<string, OutboxEntry[]> {
  const own = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const id = messageIdOf(entry);
    const list = own.get(id);
    if (list) list.push(entry);
    else own.set(id, [entry]);
  }
  return own;
}

function changedBy(
  from: Message,
  by: readonly OutboxEntry[],
  before: Overlay,
  changed: Map<string, ChangedMessage>,
): Message {
  const known = before.changed.get(from.id);
  const isKnown = known?.from === from && sameList(known.by, by) === known.by;
  const next = isKnown ? known : { from, by, message: by.reduce(withChange, from) };
  changed.set(from.id, next);
  return next.message;
}

/** Never one that is among the messages: whatever it still waits for, it is there. */
function pendingOf(
  places: ReadonlyMap<string, number>,
  own: ReadonlyMap<string, readonly OutboxEntry[]>,
  before: readonly PendingMessage[],
): PendingMessage[] {
  const sends = [...own.values()].flatMap((entries) => entries.find(({ kind }) => kind === 'send') ?? []);
  if (sends.length === 0) return [];
  return sends
    .filter(({ id }) => !places.has(id))
    .sort((a, b) => a.order - b.order)
    .flatMap((send) => {
      const next = pendingMessage(send, own.get(send.id) ?? []);
      const known = before.find(({ id }) => id === send.id);
      return known && next && isSame(known, next) ? [known] : (next ?? []);
    });
}

/** Null = the person does not want it any more. */
function pendingMessage(send: OutboxEntry, entries: readonly OutboxEntry[]): PendingMessage | null {
  const { id, channelId, attachments = none, replyToId = null, createdAt, state, reason = null } = send;
  let { content } = send;
  for (const entry of entries) {
    if (entry.state === 'refused' && entry !== send) continue;
    const wished = wishedOf(entry);
    if (wished?.kind === 'delete') return null;
    if (wished?.kind === 'edit') ({ content } = wished);
  }
  return { id, channelId, content, attachments, replyToId, createdAt, state, reason };
}

const none: PendingMessage['attachments'] = [];

function changesOf(
  own: ReadonlyMap<string, readonly OutboxEntry[]>,
  places: ReadonlyMap<string, number>,
  before: Overlay['changes'],
): Overlay['changes'] {
  if (own.size === 0 && before.size === 0) return before;
  const changes = new Map<string, readonly PendingChange[]>();
  for (const [id, entries] of own) {
    const found = entries.flatMap((entry) => {
      // What is wished of one that is still to be sent is part of what is pending.
      return entry.kind === 'send' && !places.has(id) ? [] : (pendingChange(entry) ?? []);
    });
    if (found.length > 0) changes.set(id, sameList(before.get(id) ?? [], found));
  }
  const isKnown = changes.size === before.size && [...changes].every(([id, list]) => before.get(id) === list);
  return isKnown ? before : changes;
}

/** An entry never changes, so that what is shown of it need not either. */
const shownChanges = new WeakMap<OutboxEntry, PendingChange>();

function pendingChange(entry: OutboxEntry): PendingChange | null {
  const { id, state, reason = null } = entry;
  const known = shownChanges.get(entry);
  if (known) return known;
  const wished = wishedOf(entry);
  if (entry.kind === 'send' || state === 'sent' || !wished) return null;
  const content = wished.kind === 'edit' ? wished.content : null;
  const reaction = wished.kind === 'react' ? { emoji: wished.emoji, isOn: wished.isOn } : null;
  const change: PendingChange = { id, kind: wished.kind, state, content, reaction, reason };
  shownChanges.set(entry, change);
  return change;
}

/** The list that was there before where nothing is new. */
function sameList<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const isKnown = before.length === after.length && before.every((item, index) => item === after[index]);
  return isKnown ? before : after;
}

function isSame(a: PendingMessage, b: PendingMessage): boolean {
  // Both were made here, with the same members.
  const names = Object.keys(a) as (keyof PendingMessage)[];
  return names.every((name) => a[name] === b[name]);
}
