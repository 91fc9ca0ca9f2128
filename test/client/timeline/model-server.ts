import type { ChannelEvent, ChannelSync, Message, MessagePage } from '../../../client/src/model.ts';
import type { PageRequest } from '../../../client/src/timeline/timeline.ts';

/**
 * What can be done to the channel, to the message of an `id` or to any, by number. `crash` takes a position and never uses it.
 */
export type Act =
  | { kind: 'send'; by: number; id?: string; content?: string }
  | ({ kind: 'edit'; content?: string } & Target)
  | ({ kind: 'delete' } & Target)
  | ({ kind: 'react' | 'unreact'; by: number; emoji: number } & Target)
  | ({ kind: 'resend' } & Target)
  | { kind: 'join' | 'crash' };

type Target = { target: number } | { id: string };

const people = ['me', 'bob', 'carol'];
export const emojis = ['👍', '🎉'] as const;
/** Between two positions. With pages of at least five messages none of them lies within `underWayMs` as a whole. */
const stepMs = 10_000;
const underWayMs = 35_000;

interface Row {
  message: Omit<Message, 'reactions'>;
  /** Whose emoji they are, in the order in which they came, and when. */
  reactions: { emoji: string; userId: string; at: string }[];
}

/**
 * The service's channel, small: one log of positions, each with the messages as they were after it. What is read comes from an index that
 * may lag, by less than a change may be under way. `me` is who asks.
 */
export class ModelServer {
  head = 0;
  /** After each position, the whole channel: `states[0]` is the empty one. */
  readonly #states: ReadonlyMap<number, Row>[] = [new Map()];
  /** What happened, in the order of the positions; a crash tells nobody. */
  readonly events: ChannelEvent[] = [];

  do(act: Act): void {
    const rows = new Map(this.#states[this.head]);
    const target = targetOf(act, [...rows.values()]);
    const seq = ++this.head;
    const at = timeOf(seq);
    this.#states.push(rows);
    switch (act.kind) {
      case 'send': {
        const { id = `m${seq}`, content = `message ${seq}` } = act;
        rows.set(seq, { message: { ...newMessage(seq, people[act.by % 3]), id, content }, reactions: [] });
        return this.#tell('MESSAGE_SENT', seq);
      }
      case 'edit':
      case 'delete': {
        // Nothing to change, or nothing left of it: the position is lost, as one whose request failed.
        if (!target || target.message.deletedAt) return;
        const change =
          act.kind === 'edit'
            ? { content: act.content ?? `as of ${seq}`, editedAt: at }
            : { content: null, deletedAt: at };
        const reactions = act.kind === 'edit' ? target.reactions : [];
        rows.set(target.message.seq, { reactions, message: { ...target.message, ...change, rev: seq, updatedAt: at } });
        return this.#tell(act.kind === 'edit' ? 'MESSAGE_EDITED' : 'MESSAGE_DELETED', target.message.seq);
      }
      case 'react':
      case 'unreact': {
        if (!target || target.message.deletedAt) return;
        const reaction = { emoji: emojis[act.emoji % 2] as string, userId: people[act.by % 3] as string };
        const rest = target.reactions.filter((one) => one.emoji !== reaction.emoji || one.userId !== reaction.userId);
        const isThere = rest.length < target.reactions.length;
        if (isThere === (act.kind === 'react')) return;
        const reactions = act.kind === 'react' ? [...rest, { ...reaction, at }] : rest;
        rows.set(target.message.seq, { reactions, message: { ...target.message, rev: seq, updatedAt: at } });
        const kind = act.kind === 'react' ? 'REACTION_ADDED' : 'REACTION_REMOVED';
        return this.#tell(kind, target.message.seq, reaction);
      }
      case 'resend':
        return target && this.#tell('MESSAGE_SENT', target.message.seq);
      case 'join':
        return this.#tell('MEMBER_ADDED', null);
      case 'crash':
        return;
      default:
        act satisfies never;
    }
  }

  /** The channel as it is now, or was after a position, oldest first, as a fresh load shows it. */
  messages(at = this.head): Message[] {
    return [...(this.#states[at]?.values() ?? [])].map((row) => shownOf(row, true));
  }

  /** One message as it is now. */
  message(id: string): Message | undefined {
    return this.messages().find((message) => message.id === id);
  }

  /** When a person put an emoji on a message. Undefined = it is not there. */
  reactedAt(id: string, emoji: string, userId = 'me'): string | undefined {
    const row = [...(this.#states[this.head]?.values() ?? [])].find(({ message }) => message.id === id);
    return row?.reactions.find((one) => one.emoji === emoji && one.userId === userId)?.at;
  }

  /** The newest page, or another one, of an index that is `lag` positions behind. */
  page(request: PageRequest | undefined, limit: number, lag: number): MessagePage {
    const all = this.messages(this.#seen(lag));
    switch (request?.kind) {
      case undefined:
        return pageBelow(all, Infinity, limit);
      case 'older':
        return pageBelow(
          all,
          typeof request.cursor === 'number' ? request.cursor : Number(request.cursor.slice(1)),
          limit,
        );
      case 'newer': {
        const above = all.filter(({ seq }) => seq > Number(request.cursor?.slice(1) ?? request.after));
        const messages = above.slice(0, limit);
        return { messages, olderCursor: above.length > limit ? `>${messages.at(-1)?.seq}` : null };
      }
      case 'around': {
        const above = all.filter(({ seq }) => seq > request.seq).slice(0, Math.floor(limit / 2));
        const below = pageBelow(all, request.seq + 1, limit - above.length);
        return { ...below, messages: [...below.messages, ...above] };
      }
      default:
        return request satisfies never;
    }
  }

  /** A page of what changed. `cursor` holds how far down was told, and how far all is complete. */
  sync(afterSeq: number, cursor: string | null, limit: number, lag: number): ChannelSync {
    const [top = this.head, complete = this.head, now = this.head] = (cursor?.split(';') ?? []).map(Number);
    const told = this.messages(this.#seen(lag));
    const at = new Map(told.flatMap((message) => [message.seq, message.rev].map((position) => [position, message])));
    const messages: Message[] = [];
    let completeThrough = complete;
    let bottom = top;
    for (; bottom > afterSeq; bottom -= 1) {
      const message = at.get(bottom);
      if (message && !messages.includes(message)) {
        if (messages.length === limit) break;
        messages.push(message);
      }
      const isYoung = Date.parse(timeOf(bottom)) > Date.parse(timeOf(now)) - underWayMs;
      if (!message && isYoung) completeThrough = Math.min(completeThrough, bottom - 1);
    }
    const isLast = bottom <= afterSeq;
    return {
      channel: { ...channel, headSeq: this.head },
      messages,
      holes: [],
      completeThrough: isLast ? completeThrough : null,
      audience: 'w_c:1.1',
      nextToken: isLast ? null : `${bottom};${completeThrough};${now}`,
    };
  }

  /** Nothing is ever later than what is not under way any more. */
  #seen(lag: number): number {
    return Math.max(0, this.head - (lag % Math.ceil(underWayMs / stepMs)));
  }

  #tell(kind: ChannelEvent['kind'], seq: number | null, reaction?: { emoji: string; userId: string }): void {
    const row = seq === null ? undefined : this.#states[this.head]?.get(seq);
    const rest = { audience: 'w_c:1.1', endsAudience: false, member: null, channel: null, channelId: 'w_c' };
    this.events.push({
      ...rest,
      kind,
      seq: this.head,
      actorId: reaction?.userId ?? row?.message.userId ?? 'bob',
      at: timeOf(this.head),
      message: row ? shownOf(row, false) : null,
      reaction: reaction ? { ...reaction, messageId: `m${seq}`, channelId: 'w_c', createdAt: timeOf(this.head) } : null,
    });
  }
}

function targetOf(act: Act, rows: Row[]): Row | undefined {
  if ('target' in act) return rows[act.target % Math.max(1, rows.length)];
  return 'id' in act ? rows.find(({ message }) => message.id === act.id) : undefined;
}

const channel: ChannelSync['channel'] = {
  id: 'w_c',
  workspaceId: 'w',
  name: 'c',
  topic: null,
  isPrivate: false,
  isDm: false,
  members: null,
  memberCount: 3,
  headSeq: 0,
  createdBy: 'me',
  createdAt: timeOf(0),
  updatedAt: timeOf(0),
  archivedAt: null,
  lastMessageAt: null,
};

export function newMessage(seq: number, userId = 'bob'): Message {
  return {
    id: `m${seq}`,
    channelId: 'w_c',
    userId,
    content: `message ${seq}`,
    attachments: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    seq,
    rev: seq,
    createdAt: timeOf(seq),
    updatedAt: timeOf(seq),
    editedAt: null,
    deletedAt: null,
  };
}

function timeOf(position: number): string {
  return new Date(1_700_000_000_000 + position * stepMs).toISOString();
}

function shownOf({ message, reactions }: Row, isQuery: boolean): Message {
  const names = [...new Set(reactions.map(({ emoji }) => emoji))];
  const counted = names.map((emoji) => {
    const by = reactions.filter((one) => one.emoji === emoji);
    return { emoji, count: by.length, reactedByMe: isQuery ? by.some(({ userId }) => userId === 'me') : null };
  });
  return { ...message, reactions: counted };
}

function pageBelow(all: Message[], edge: number, limit: number): MessagePage {
  const below = all.filter(({ seq }) => seq < edge);
  const messages = below.slice(-limit);
  return { messages, olderCursor: below.length > limit ? `<${messages[0]?.seq}` : null };
}
