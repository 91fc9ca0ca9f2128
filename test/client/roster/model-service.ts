import type { InboxEvent } from '../../../client/src/following/follow-inbox.ts';
import type { Channel, ChannelEvent, Message, MyChannel } from '../../../client/src/model.ts';

/**
 * What can happen in the channel. `crash`: a send takes a position, and dies. `retry`: somebody sends their last message again and does not
 * say so. `other`: a position that is no message.
 */
export type Act =
  | { kind: 'send'; isOwn: boolean; isMention: boolean }
  | { kind: 'retry'; isOwn: boolean }
  | { kind: 'crash' | 'other' | 'rename' }
  /** The person reads, here or elsewhere, up to a part of what there is. */
  | { kind: 'read'; part: number };

interface Sent {
  readonly seq: number;
  readonly ordinal: number;
  readonly isOwn: boolean;
}

/** One channel and one person in it, as the service keeps them: numbers of what was sent and of what was read. */
export class ModelService {
  readonly channelId: string;
  readonly events: ChannelEvent[] = [];
  readonly inbox: InboxEvent[] = [];
  readonly sent: Sent[] = [];
  /** How often a position was taken for a message, after each position. */
  readonly #counts: number[] = [0];
  lastReadSeq = 0;
  #readCount = 0;
  #lastMentionSeq = 0;
  #name = 'room';
  #lastMessageAt: string | null = null;

  constructor(channelId = 'w_c') {
    this.channelId = channelId;
  }

  get head(): number {
    return this.#counts.length - 1;
  }

  do(act: Act): void {
    switch (act.kind) {
      case 'send': {
        const seq = this.#take(true);
        this.sent.push({ seq, ordinal: this.#count(), isOwn: act.isOwn });
        const isMention = act.isMention && !act.isOwn;
        this.#tell('MESSAGE_SENT', seq, act.isOwn, { seq, mentions: isMention ? ['me'] : [] });
        if (!isMention) return;
        this.#lastMentionSeq = seq;
        this.inbox.push(this.#inboxEvent('MENTIONED', seq));
        return;
      }
      case 'retry': {
        const last = this.sent.findLast(({ isOwn }) => isOwn === act.isOwn);
        if (last) this.#tell('MESSAGE_SENT', this.#take(true), act.isOwn, { seq: last.seq, mentions: [] });
        return;
      }
      case 'crash':
        this.#take(true);
        return;
      case 'other':
        return this.#tell('MESSAGE_EDITED', this.#take(false), false, null);
      case 'rename': {
        const seq = this.#take(false);
        this.#name = `room ${seq}`;
        return this.#tell('CHANNEL_UPDATED', seq, false, null);
      }
      case 'read':
        return this.read(Math.floor(act.part * this.head));
      default:
        act satisfies never;
    }
  }

  /** As `markRead` does it: the number of the last message at or below the position, or what is certain all the same. */
  read(seq: number): void {
    if (seq <= this.lastReadSeq || seq > this.head) return;
    const last = this.sent.findLast((one) => one.seq <= seq);
    const certain = this.#count() - (this.head - seq);
    this.#readCount = seq === this.head ? this.#count() : Math.max(last?.ordinal ?? 0, this.#readCount, certain);
    this.lastReadSeq = seq;
    this.inbox.push(this.#inboxEvent('READ', seq));
  }

  /** What a list of the person's channels reads of their membership. */
  membership(): { lastReadSeq: number; readCount: number; lastMentionSeq: number } {
    return { lastReadSeq: this.lastReadSeq, readCount: this.#readCount, lastMentionSeq: this.#lastMentionSeq };
  }

  /** What it makes of that, where the channel is read only now. */
  row(membership = this.membership()): MyChannel {
    return {
      channel: this.#channel(),
      lastReadSeq: membership.lastReadSeq,
      unreadCount: Math.max(0, this.#count() - membership.readCount),
      isMentioned: membership.lastMentionSeq > membership.lastReadSeq,
    };
  }

  /** Positions taken for messages after this one, those of sends that died and of repetitions included. */
  countAfter(seq: number): number {
    return this.#count() - (this.#counts[seq] ?? 0);
  }

  #take(isMessage: boolean): number {
    this.#counts.push(this.#count() + (isMessage ? 1 : 0));
    if (isMessage) this.#lastMessageAt = timeOf(this.head);
    return this.head;
  }

  #count(): number {
    return this.#counts.at(-1) ?? 0;
  }

  #tell(
    kind: ChannelEvent['kind'],
    seq: number,
    isOwn: boolean,
    message: Pick<Message, 'seq' | 'mentions'> | null,
  ): void {
    this.events.push({
      channelId: this.channelId,
      seq,
      kind,
      actorId: isOwn ? 'me' : 'bob',
      at: timeOf(seq),
      audience: 'w_c:1.1',
      endsAudience: false,
      // A roster looks at no more of a message than this.
      message: message as Message | null,
      reaction: null,
      member: null,
      channel: kind === 'CHANNEL_UPDATED' ? this.#channel() : null,
    });
  }

  #inboxEvent(kind: InboxEvent['kind'], seq: number): InboxEvent {
    const about = { userId: 'me', actorId: 'bob', workspaceId: 'w', channelId: this.channelId, messageId: null };
    return { ...about, kind, at: timeOf(seq), seq };
  }

  #channel(): Channel {
    return {
      id: this.channelId,
      workspaceId: 'w',
      name: this.#name,
      topic: null,
      isPrivate: false,
      isDm: false,
      members: null,
      memberCount: 2,
      headSeq: this.head,
      createdBy: 'bob',
      createdAt: timeOf(0),
      updatedAt: timeOf(0),
      archivedAt: null,
      lastMessageAt: this.#lastMessageAt,
    };
  }
}

function timeOf(seq: number): string {
  return new Date(1_700_000_000_000 + seq * 1_000).toISOString();
}
