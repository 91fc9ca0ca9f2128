import type { FrameLine, Row, StoredRow } from '../history.ts';
import { digestOf, type Found, reactionsOf } from '../history-files.ts';
import { type Facts, listIn, type Op } from './facts.ts';

/** What is known of one message, from all who ever saw it. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  /** The sends of this id, in the order in which they began. */
  readonly sends: readonly Op[];
  /** The first proof that it is stored: somebody was told of it, or that it was sent. Null = nobody ever was. */
  readonly stored: Evidence | null;
  /** By position of birth; more than one is a violation. */
  readonly births: ReadonlyMap<number, Sighting>;
  /** By position of the last change: the different things that were told of it. More than one is a violation. */
  readonly versions: ReadonlyMap<number, readonly Sighting[]>;
  readonly highestRev: number;
  readonly authors: ReadonlyMap<string, Sighting>;
  readonly createdAts: ReadonlyMap<string, Sighting>;
  /** The first sighting of it deleted. */
  readonly deleted: Sighting | null;
}

export interface Evidence {
  readonly at: number;
  readonly found: Found;
}

/** A message as somebody was told of it as stored. */
export interface Sighting extends Evidence {
  readonly row: Row | StoredRow;
}

interface Growing {
  id: string;
  channel: string;
  sends: Op[];
  stored: Evidence | null;
  births: Map<number, Sighting>;
  versions: Map<number, Sighting[]>;
  highestRev: number;
  authors: Map<string, Sighting>;
  createdAts: Map<string, Sighting>;
  deleted: Sighting | null;
}

/** All messages by id: those that somebody tried to send, and those that were seen. */
export function messagesOf(facts: Facts): ReadonlyMap<string, Message> {
  const messages = new Map<string, Growing>();

  function messageOf(id: string, channel: string): Growing {
    let message = messages.get(id);
    if (!message) {
      const maps = { births: new Map(), versions: new Map(), authors: new Map(), createdAts: new Map() };
      message = { id, channel, sends: [], stored: null, highestRev: 0, deleted: null, ...maps };
      messages.set(id, message);
    }
    return message;
  }

  for (const op of facts.ops) {
    const { asked } = op;
    if (asked.do === 'post' || asked.do === 'send') messageOf(asked.id, asked.channel).sends.push(op);
  }
  const isWished = wishesOf(facts);
  eachSighting(facts, (channel, at, row, found) => {
    const [id, seq, rev, , deletedAt, , isOverlaid, author, createdAt] = row;
    const message = messageOf(id, channel);
    const sighting = { at, row, found };
    if (!message.stored || at < message.stored.at) message.stored = sighting;
    if (!message.births.has(seq)) message.births.set(seq, sighting);
    message.highestRev = Math.max(message.highestRev, rev);
    if (author !== undefined && !message.authors.has(author)) message.authors.set(author, sighting);
    if (createdAt !== undefined && !message.createdAts.has(createdAt)) message.createdAts.set(createdAt, sighting);
    if (isOverlaid || isWished(row, found)) return;
    if (deletedAt && (!message.deleted || at < message.deleted.at)) message.deleted = sighting;
    const known = listIn(message.versions, rev);
    if (!known.some((one) => isSame(one.row, row))) known.push(sighting);
  });
  eachSent(facts, (id, channel, found) => {
    const message = messageOf(id, channel);
    if (found.line.at < (message.stored?.at ?? Infinity)) message.stored = { at: found.line.at, found };
  });
  return messages;
}

/**
 * Whether a timeline shows what its own device wished, and may not be stored yet: what was acknowledged, and not heard of yet, stands in
 * `messages` without being in `changes`.
 */
function wishesOf(facts: Facts): (row: Row | StoredRow, found: Found) => boolean {
  const wishes = new Map<string, Op[]>();
  const place = (by: string, id: string) => `${facts.sessions.get(by)?.device ?? by} ${id}`;
  for (const op of facts.ops) if ('id' in op.asked) listIn(wishes, place(op.by, op.asked.id)).push(op);
  return ([id, , , content, deletedAt, reactions], { line }) => {
    if (line.kind !== 'frame') return false;
    const own = wishes.get(place(line.by, id))?.filter(({ from }) => from <= line.at) ?? [];
    return own.some(({ asked }) => {
      if (asked.do === 'edit') return asked.content === content;
      if (asked.do === 'delete' || asked.do === 'discard') return deletedAt !== 0;
      // With the emoji, or without: as it may be after the wish.
      return asked.do === 'react' && reactions.includes(`${asked.emoji}:`) === asked.isOn;
    });
  };
}

/** Calls `see` with every message that anybody was told of as stored. */
export function eachSighting(
  facts: Facts,
  see: (channel: string, at: number, row: Row | StoredRow, found: Found) => void,
): void {
  for (const { asked, answer } of facts.ops) {
    if (answer?.line.kind !== 'ok') continue;
    const { row, rows, at } = answer.line;
    if (row) see(asked.channel, at, row, answer);
    for (const one of rows ?? []) see(asked.channel, at, one, answer);
  }
  const touched = firstTouches(facts);
  for (const { channel, frames, person } of facts.views) {
    for (const found of frames) {
      for (const row of found.line.rows ?? []) {
        const isOwn = (touched.get(`${person} ${row[0]}`) ?? Infinity) <= found.line.at;
        see(channel, found.line.at, isOwn ? laidOver(row) : row, found);
      }
    }
  }
  for (const { found, heard } of facts.payloads.values()) {
    const first = heard[0];
    const row = rowOfEvent(found.line.event);
    if (first && row) see(String(found.line.event['channelId']), first.line.at, row, found);
  }
  for (const found of facts.finals) {
    for (const row of found.line.rows) see(found.line.channel, found.line.at, row, found);
  }
}

/** A tab whose neighbour took out what waited takes it for sent for a moment, until it is told whether it was discarded. */
const guessedForMs = 1_000;

/** Calls `see` with every message that a timeline shows as sent, for longer than it may take one to be so. */
function eachSent({ views }: Facts, see: (id: string, channel: string, found: Found<FrameLine>) => void): void {
  for (const { channel, frames, until } of views) {
    const guesses = new Map<string, Found<FrameLine>>();
    for (const found of frames) {
      for (const id of found.line.pendingGone ?? []) {
        const guess = guesses.get(id);
        guesses.delete(id);
        if (guess && found.line.at - guess.line.at > guessedForMs) see(id, channel, guess);
      }
      for (const [id, state] of found.line.pending ?? []) {
        if (state === 'sent') guesses.set(id, found);
        else guesses.delete(id);
      }
    }
    const end = Math.min(until, frames.at(-1)?.line.at ?? 0);
    for (const [id, guess] of guesses) if (end - guess.line.at > guessedForMs) see(id, channel, guess);
  }
}

/**
 * When each person first wished to change a message. From then on what their own screens show of it may be ahead of what is stored, also
 * for a moment after the answer came and before the stored version did.
 */
function firstTouches({ ops }: Facts): ReadonlyMap<string, number> {
  const touches = new Map<string, number>();
  for (const { asked, person, from } of ops) {
    if (asked.do !== 'edit' && asked.do !== 'delete' && asked.do !== 'react' && asked.do !== 'discard') continue;
    const key = `${person} ${asked.id.split('/')[0]}`;
    if (!touches.has(key)) touches.set(key, from);
  }
  return touches;
}

function laidOver([id, seq, rev, content, deletedAt, reactions]: Row): Row {
  return [id, seq, rev, content, deletedAt, reactions, 1];
}

/** The message of an event. Null = it has none, or one that is not whole. */
export function rowOfEvent(event: Readonly<Record<string, unknown>>): StoredRow | null {
  const message = event['message'];
  if (!isObject(message)) return null;
  const { id, seq, rev, content, deletedAt, reactions, userId, createdAt } = message;
  if (typeof id !== 'string' || typeof seq !== 'number' || typeof rev !== 'number' || !Array.isArray(reactions))
    return null;
  if (typeof userId !== 'string' || typeof createdAt !== 'string') return null;
  const deleted = typeof deletedAt === 'string' ? Date.parse(deletedAt) : 0;
  const digest = digestOf(typeof content === 'string' ? content : null);
  // The schema's `ReactionCount`.
  const told = reactionsOf(reactions as { emoji: string; count: number }[]);
  return [id, seq, rev, digest, deleted, told, 0, userId, createdAt];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reactions without whose they are, which depends on who looks. */
export function countsIn(reactions: string): string {
  return reactions.replace(/:[01-](?=,|$)/g, '');
}

/** The same text, deletion and counts. */
function isSame(a: Row | StoredRow, b: Row | StoredRow): boolean {
  if (a[3] !== b[3] || a[4] !== b[4]) return false;
  return a[5] === b[5] || countsIn(a[5]) === countsIn(b[5]);
}
