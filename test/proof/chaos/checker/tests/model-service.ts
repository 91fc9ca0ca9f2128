import type { Asked, StoredRow } from '../../history.ts';
import { digestOf } from '../../history-files.ts';

/** A service that keeps every promise: what a correct history is made of. Times are wall times in ms. */
export interface ModelChannel {
  readonly id: string;
  head: number;
  messageCount: number;
  clock: number;
  readonly messages: Map<string, ModelMessage>;
  /** By person: up to where they read, and the messages up to there. */
  readonly members: Map<string, { lastReadSeq: number; readCount: number }>;
  readonly isPrivate: boolean;
}

export interface ModelMessage {
  readonly id: string;
  readonly author: string;
  readonly seq: number;
  readonly ordinal: number;
  readonly createdAt: number;
  content: string | null;
  rev: number;
  updatedAt: number;
  editedAt: number | null;
  deletedAt: number | null;
  /** Emoji to people, in the order of coming. */
  readonly reactions: Map<string, Set<string>>;
}

export type Told = {
  readonly seq: number;
  readonly kind: string;
  readonly message?: ModelMessage;
  readonly emoji?: string;
};

export function modelChannel(id: string, people: readonly string[], isPrivate: boolean): ModelChannel {
  const members = new Map(people.map((person) => [person, { lastReadSeq: 0, readCount: 0 }]));
  return { id, head: 0, messageCount: 0, clock: 0, messages: new Map(), members, isPrivate };
}

/** Takes a position; what follows may still come to nothing. */
export function take(channel: ModelChannel, wall: number, isMessage = false): number {
  channel.clock = Math.max(channel.clock + 1, wall);
  if (isMessage) channel.messageCount += 1;
  return ++channel.head;
}

/** Does what was asked, at once. Null = it changed nothing. */
export function apply(channel: ModelChannel, asked: Asked, person: string, wall: number): Told | null {
  switch (asked.do) {
    case 'post':
    case 'send': {
      const seq = take(channel, wall, true);
      const known = channel.messages.get(asked.id);
      // A retry takes a position, and its event tells the message again.
      if (known) return { seq, kind: 'MESSAGE_SENT', message: known };
      const { id, content } = asked;
      const at = channel.clock;
      const message: ModelMessage = {
        ...{ id, content, author: person, seq, rev: seq, ordinal: channel.messageCount, createdAt: at, updatedAt: at },
        ...{ editedAt: null, deletedAt: null, reactions: new Map() },
      };
      channel.messages.set(id, message);
      return { seq, kind: 'MESSAGE_SENT', message };
    }
    case 'edit': {
      const message = channel.messages.get(asked.id);
      if (!message || message.deletedAt !== null || message.content === asked.content) return null;
      const seq = change(channel, message, wall);
      message.content = asked.content;
      message.editedAt = channel.clock;
      return { seq, kind: 'MESSAGE_EDITED', message };
    }
    case 'delete': {
      const message = channel.messages.get(asked.id);
      if (!message || message.deletedAt !== null) return null;
      const seq = change(channel, message, wall);
      message.content = null;
      message.deletedAt = channel.clock;
      message.reactions.clear();
      return { seq, kind: 'MESSAGE_DELETED', message };
    }
    case 'react': {
      const message = channel.messages.get(asked.id);
      const { emoji, isOn } = asked;
      if (!message || message.deletedAt !== null || (message.reactions.get(emoji)?.has(person) ?? false) === isOn)
        return null;
      const seq = change(channel, message, wall);
      const people = message.reactions.get(emoji) ?? new Set();
      if (isOn) people.add(person);
      else people.delete(person);
      if (people.size > 0) message.reactions.set(emoji, people);
      else message.reactions.delete(emoji);
      return { seq, kind: isOn ? 'REACTION_ADDED' : 'REACTION_REMOVED', message, emoji };
    }
    case 'markRead': {
      const marker = channel.members.get(person);
      if (!marker || marker.lastReadSeq >= asked.seq) return null;
      marker.lastReadSeq = asked.seq;
      const upTo = [...channel.messages.values()].filter(({ seq }) => seq <= asked.seq).map(({ ordinal }) => ordinal);
      marker.readCount = asked.seq === channel.head ? channel.messageCount : Math.max(0, ...upTo);
      return null;
    }
    default:
      return null;
  }
}

function change(channel: ModelChannel, message: ModelMessage, wall: number): number {
  message.rev = take(channel, wall);
  message.updatedAt = channel.clock;
  return message.rev;
}

/** As `person` is told of it; null = as events tell it. */
export function storedRow(message: ModelMessage, person: string | null): StoredRow {
  const { id, seq, rev, content, deletedAt, author, createdAt } = message;
  const reactions = [...message.reactions].map(([emoji, people]) => {
    return `${emoji}:${people.size}:${person === null ? '-' : Number(people.has(person))}`;
  });
  return [
    id,
    seq,
    rev,
    digestOf(content),
    deletedAt ?? 0,
    reactions.join(','),
    0,
    author,
    new Date(createdAt).toISOString(),
  ];
}

export function eventOf(channel: ModelChannel, told: Told, actorId: string): Record<string, unknown> {
  const { message, emoji, seq, kind } = told;
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const channelId = channel.id;
  return {
    ...{ channelId, seq, kind, actorId, at: iso(channel.clock), audience: `${channelId}:0.0`, endsAudience: false },
    message: message && {
      ...{
        id: message.id,
        channelId,
        userId: message.author,
        content: message.content,
        attachments: [],
        replyToId: null,
      },
      ...{ mentions: [], seq: message.seq, rev: message.rev, createdAt: iso(message.createdAt) },
      ...{ updatedAt: iso(message.updatedAt), editedAt: iso(message.editedAt), deletedAt: iso(message.deletedAt) },
      reactions: [...message.reactions].map(([key, { size }]) => ({ emoji: key, count: size, reactedByMe: null })),
    },
    reaction:
      emoji === undefined
        ? null
        : { messageId: message?.id, channelId, userId: actorId, emoji, createdAt: iso(channel.clock) },
    member: null,
    channel: null,
  };
}
