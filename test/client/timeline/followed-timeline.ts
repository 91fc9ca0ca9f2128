import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { MessagingError } from '../../../client/src/errors.ts';
import type { ChannelEvent } from '../../../client/src/model.ts';
import { type OpenTimeline, openTimeline } from '../../../client/src/timeline/open-timeline.ts';
import { postBy } from '../../../client/src/timeline/own-actions.ts';
import { createLateOutbox, type LateOutbox } from '../../../client/src/outbox/late-outbox.ts';
import { openOutbox, type OutboxSend } from '../../../client/src/outbox/index.ts';
import { createMemoryStore } from '../../../client/src/outbox/memory-store.ts';
import type { Reader } from '../../../client/src/timeline/reader.ts';
import type { Timeline } from '../../../client/src/timeline/timeline.ts';
import type { SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';
import { type Act, ModelServer, newMessage } from './model-server.ts';

/** One channel that is followed on a model of the service. Each test has its own. */

const pageSize = 5;
export let server: ModelServer;
let audience: string;
/** The subscriptions that were started and not ended. */
export let subscriptions: SubscriptionListener[];
/** What was asked of the service, in order. */
export let reads: string[];
export let statuses: string[];
export let told: number;
export let timeline: OpenTimeline;
/** What the next `sync` waits for before it answers with what it found. */
let holding: Promise<void>;
/** What the person has not sent yet: nothing, unless a test says so. */
export let outbox: LateOutbox;

/** Before and after each test of a file. */
export function followsOneChannel(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    server = new ModelServer();
    [audience, subscriptions, reads, statuses, told] = ['w_c:1.1', [], [], [], 0];
    holding = Promise.resolve();
    outbox = createLateOutbox(() => new Promise(() => {}));
  });

  afterEach(() => {
    timeline.close();
    outbox.close();
    expect(subscriptions).toEqual([]);
    // What was to be told is told to nobody, a frame later.
    vi.advanceTimersByTime(16);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
}

/** What its events carry from now on. */
export function setAudience(next: string): void {
  audience = next;
}

/** The next `sync` answers only when the function that this answers with is called, with what it found when it was asked. */
export function holdSync(): () => void {
  let answer = () => {};
  holding = new Promise((answered) => (answer = answered));
  return answer;
}

/** The service refuses the subscription, which is no more. */
export function refuse(error: MessagingError): void {
  newest().onEnded({ how: 'refused', error });
  subscriptions = [];
}

/** As after a reload: nobody has subscribed, and nothing was read. */
export function forgetReads(): void {
  [subscriptions, reads] = [[], []];
}

/** Gives the person an outbox that sends so. */
export function write(send: OutboxSend): void {
  const store = createMemoryStore();
  outbox = createLateOutbox(async () => openOutbox({ person: 'me', send, store, random: () => 0.5 }));
}

/** The ids of the messages, and of those that are not among them yet. */
export function shown(): [string[], string[]] {
  const { messages, pending } = timeline.state();
  return [messages.map(({ id }) => id), pending.map(({ id }) => id)];
}

export function follow({ lag = 0, initial }: { lag?: number; initial?: Timeline } = {}): void {
  const reader: Reader = {
    async userId() {
      reads.push('userId');
      return 'me';
    },
    async page(_, request) {
      reads.push(request ? request.kind : 'page');
      return server.page(request, pageSize, lag);
    },
    async sync(_, afterSeq, cursor) {
      reads.push(`sync after ${afterSeq}`);
      const answer = { ...server.sync(afterSeq, cursor, pageSize, 0), audience };
      const held = holding;
      holding = Promise.resolve();
      await held;
      return answer;
    },
    person: () => null,
  };
  const transport = {
    subscribe(_: unknown, listener: SubscriptionListener) {
      subscriptions.push(listener);
      return () => void (subscriptions = subscriptions.filter((one) => one !== listener));
    },
    status: () => 'open' as const,
    onStatus: () => () => {},
    close: () => {},
  };
  const source = { transport, readHead: async () => server.head };
  timeline = openTimeline({
    source,
    reader,
    outbox,
    post: postBy(outbox, () => {}),
    channelId: 'w_c',
    ...(initial && { initial }),
  });
  timeline.onChange(() => {
    told += 1;
    const { status } = timeline.state();
    if (statuses.at(-1) !== status && (statuses.length > 0 || status !== 'reconnecting')) statuses.push(status);
  });
}

export async function live(): Promise<void> {
  follow();
  await acknowledge();
  expect(statuses.at(-1)).toBe('live');
}

export async function acknowledge(): Promise<void> {
  newest().onAcknowledged();
  await vi.advanceTimersByTimeAsync(0);
}

export function newest(): SubscriptionListener {
  const listener = subscriptions.at(-1);
  if (!listener) throw new Error('Nobody subscribed.');
  return listener;
}

/** Does it on the server, and answers with the events that it tells. */
export function act(...acts: Act[]): ChannelEvent[] {
  const before = server.events.length;
  for (const one of acts) server.do(one);
  return server.events.slice(before);
}

export function sends(count: number): Act[] {
  return Array.from({ length: count }, () => ({ kind: 'send', by: 1 }));
}

export function hear(...events: ChannelEvent[]): void {
  for (const event of events) newest().onData({ onChannelEvent: event });
}

export function typing(actorId: string): ChannelEvent {
  const rest = { message: null, reaction: null, member: null, channel: null, audience, endsAudience: false };
  return { ...rest, channelId: 'w_c', kind: 'TYPING', seq: server.head, actorId, at: newMessage(1).createdAt };
}

export function seqs(): number[] {
  return timeline.state().messages.map(({ seq }) => seq);
}
