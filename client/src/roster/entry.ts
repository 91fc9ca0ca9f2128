import { type Position, takesPosition, unknownPosition, withHeard, withLoadedThrough } from '../following/position.ts';
import type { Channel, ChannelEvent, MyChannel } from '../model.ts';

/**
 * What is known of one channel that the person is in. Immutable: each function answers with an entry, the same one where nothing is new.
 *
 * The service counts what is unread in numbers: of messages sent, and of messages read. A walk tells both for one position, the head
 * that it found. What was sent above that head is counted here, as events tell it, each position once.
 *
 * ```
 *   seq ─►  ──────────┬──────────────────────┬───────────────────────►
 *            row.lastReadSeq          row.channel.headSeq
 *                     │  row.unreadCount     │  sent: counted one by one
 * ```
 */
export interface RosterEntry {
  /** As the last walk found it. */
  readonly row: MyChannel;
  /** As whoever knew of more told it, with the head and the time of the last message as events have raised them. */
  readonly channel: Channel;
  /** The head that `channel` was told with. */
  readonly toldAt: number;
  /** Which positions are known: everything up to the row's head, and what was heard since. */
  readonly position: Position;
  /** Positions above the row's head at which a message was sent. Rising. */
  readonly sent: readonly number[];
  /** Those positions above `row.lastReadSeq` at which the person sent one, as far as events told. Rising. */
  readonly own: readonly number[];
  /** The last message that was heard to mention the person, and how many walks had begun by then. Null = the row tells it all. */
  readonly mention: { readonly seq: number; readonly walks: number } | null;
}

/** Who hears, and when. */
export interface Hearing {
  /** The person's id. */
  readonly me: string;
  /** Walks that were begun so far. */
  readonly walks: number;
}

/** With what walk number `walk` found. Events that were heard and are newer than that stand. */
export function withRow(entry: RosterEntry | undefined, row: MyChannel, walk: number): RosterEntry {
  const { headSeq } = row.channel;
  const position = withLoadedThrough(entry?.position ?? unknownPosition, headSeq);
  if (!entry) return { row, channel: row.channel, toldAt: headSeq, position, sent: [], own: [], mention: null };
  return withChannel(
    {
      ...entry,
      row,
      position,
      sent: entry.sent.filter((seq) => seq > headSeq),
      own: entry.own.filter((seq) => seq > row.lastReadSeq),
      // A walk that had begun before may have passed it by.
      mention: entry.mention && entry.mention.walks >= walk ? entry.mention : null,
    },
    row.channel,
  );
}

/** With what the channel's subscription told. */
export function withEvent(entry: RosterEntry, event: ChannelEvent, hearing: Hearing): RosterEntry {
  const { kind, seq, actorId, at, message } = event;
  if (!takesPosition(event)) return entry;
  let next = event.channel ? withChannel(entry, event.channel) : entry;
  const position = withHeard(next.position, seq);
  if (position !== next.position) next = { ...next, position };
  const raised = { ...next.channel, headSeq: Math.max(next.channel.headSeq, seq) };
  if (kind !== 'MESSAGE_SENT') return seq > next.channel.headSeq ? { ...next, channel: raised } : next;
  if ((raised.lastMessageAt ?? '') < at) raised.lastMessageAt = at;
  const isLater = seq > next.channel.headSeq || raised.lastMessageAt !== next.channel.lastMessageAt;
  if (isLater) next = { ...next, channel: raised };
  if (message && actorId !== hearing.me && message.mentions.includes(hearing.me)) {
    next = withMention(next, message.seq, hearing);
  }
  const isOwn = actorId === hearing.me && seq > next.row.lastReadSeq;
  const own = isOwn ? withPosition(next.own, seq) : next.own;
  if (own !== next.own) next = { ...next, own };
  return withSent(next, seq);
}

/** With what the person's inbox told: this message mentions them. */
export function withMention(entry: RosterEntry, seq: number, { walks }: Hearing): RosterEntry {
  const next = withSent(entry, seq);
  return next.mention && next.mention.seq >= seq ? next : { ...next, mention: { seq, walks } };
}

/** As people are shown it, where `readSeq` is how far they are known to have read, here or elsewhere. */
export function shownOf(entry: RosterEntry, readSeq: number): MyChannel {
  const { row, channel, mention } = entry;
  const lastReadSeq = Math.max(row.lastReadSeq, readSeq);
  return {
    channel,
    lastReadSeq,
    unreadCount: unreadAfter(entry, lastReadSeq),
    // Which message of those that the row stands for mentions them, it does not say.
    isMentioned: (mention?.seq ?? 0) > lastReadSeq || (row.isMentioned && lastReadSeq < row.channel.headSeq),
  };
}

/** False = how many messages lie behind this marker is an estimate until the next walk. */
export function isCertain({ row }: RosterEntry, readSeq: number): boolean {
  return readSeq <= row.lastReadSeq || readSeq >= row.channel.headSeq;
}

/**
 * How far the person has read by what they sent themselves: through their last message, if everything that is unread up to it is
 * their own. Null = no further than `readSeq`.
 */
export function readByOwn(entry: RosterEntry, readSeq: number): number | null {
  const from = Math.max(entry.row.lastReadSeq, readSeq);
  const through = entry.position.through ?? 0;
  const own = entry.own.filter((seq) => seq > from && seq <= through);
  const last = own.at(-1);
  if (last === undefined || !isCertain(entry, from)) return null;
  const above = entry.sent.filter((seq) => seq > last).length;
  return unreadAfter(entry, from) - above === own.length ? last : null;
}

function unreadAfter({ row, sent }: RosterEntry, readSeq: number): number {
  const newer = sent.filter((seq) => seq > readSeq).length;
  if (readSeq >= row.channel.headSeq) return newer;
  // Between the row's marker and its head, what is passed is taken for messages: rather one too few for a moment than one too many.
  return newer + Math.max(0, row.unreadCount - Math.max(0, readSeq - row.lastReadSeq));
}

function withChannel(entry: RosterEntry, told: Channel): RosterEntry {
  if (told.headSeq < entry.toldAt) return entry;
  const { headSeq, lastMessageAt } = entry.channel;
  const isOlder = headSeq > told.headSeq || (lastMessageAt ?? '') > (told.lastMessageAt ?? '');
  const later = (lastMessageAt ?? '') > (told.lastMessageAt ?? '') ? lastMessageAt : told.lastMessageAt;
  const channel = isOlder ? { ...told, headSeq: Math.max(headSeq, told.headSeq), lastMessageAt: later } : told;
  return { ...entry, channel, toldAt: told.headSeq };
}

function withSent(entry: RosterEntry, seq: number): RosterEntry {
  if (seq <= entry.row.channel.headSeq) return entry;
  const sent = withPosition(entry.sent, seq);
  return sent === entry.sent ? entry : { ...entry, sent };
}

/** Rising, each once. */
function withPosition(positions: readonly number[], seq: number): readonly number[] {
  if (positions.includes(seq)) return positions;
  const above = positions.findIndex((one) => one > seq);
  return above < 0 ? [...positions, seq] : positions.toSpliced(above, 0, seq);
}
