import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import type { ChannelEvent } from '../../../client/src/model.ts';
import { type OpenTimeline, openTimeline } from '../../../client/src/timeline/open-timeline.ts';
import { createLateOutbox, type LateOutbox } from '../../../client/src/outbox/late-outbox.ts';
import { openOutbox, type OutboxSend } from '../../../client/src/outbox/index.ts';
import { createMemoryStore } from '../../../client/src/outbox/memory-store.ts';
import type { Reader } from '../../../client/src/timeline/reader.ts';
import type { Timeline } from '../../../client/src/timeline/timeline.ts';
import type { SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';
import { type Act, ModelServer, newMessage } from './model-server.ts';

const pageSize = 5;
let server: ModelServer;
let audience: string;
/** The subscriptions that were started and not ended. */
let subscriptions: SubscriptionListener[];
/** What was asked of the service, in order. */
let reads: string[];
let statuses: string[];
let told: number;
let timeline: OpenTimeline;
/** What the person has not sent yet: nothing, unless a test says so. */
let outbox: LateOutbox;

beforeEach(() => {
  vi.useFakeTimers();
  server = new ModelServer();
  [audience, subscriptions, reads, statuses, told] = ['w_c:1.1', [], [], [], 0];
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

describe('an open timeline', () => {
  test('loads a page, and 2 s later looks what changed since: nothing more is read', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(['catching-up', 'live']);
    expect(reads).toEqual(['page', 'sync after 8']);
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
  });

  test('holds after the look what its page missed', async () => {
    act(...sends(8));
    follow({ lag: 3 });
    await acknowledge();
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(statuses).toEqual(['catching-up', 'live']);
  });

  test('is caught up with after a loss by what changed, not by a page', async () => {
    act(...sends(8));
    await live();
    newest().onLost();
    act(...sends(3), { kind: 'edit', target: 4 });
    await acknowledge();
    expect(reads.slice(1)).toEqual(['sync after 8']);
    expect(timeline.state().messages).toEqual(server.messages().slice(3));
    expect(statuses).toEqual(['catching-up', 'live', 'reconnecting', 'catching-up', 'live']);
  });

  test('begins anew with the newest page where more than three deltas were missed', async () => {
    act(...sends(8));
    await live();
    newest().onLost();
    act(...sends(40));
    await acknowledge();
    expect(reads.slice(1)).toEqual(['sync after 8', 'sync after 8', 'sync after 8', 'page']);
    expect(seqs()).toEqual([44, 45, 46, 47, 48]);
    expect(timeline.state()).toMatchObject({ hasOlder: true, status: 'live' });
  });

  test('looks again, ever later, while a change may be under way, and stays live', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    act({ kind: 'crash' });
    hear(...act({ kind: 'send', by: 1 }));
    await vi.advanceTimersByTimeAsync(1_000);
    const untilNow = ['catching-up', 'live', 'catching-up', 'live'];
    expect(statuses).toEqual(untilNow);
    expect(seqs().at(-1)).toBe(10);
    const waits: number[] = [];
    for (let waited = 0, seen = reads.length; waits.length < 5; waited += 1_000) {
      if (reads.length > seen) waits.push(waited);
      if (reads.length > seen) [waited, seen] = [0, reads.length];
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 16_000]);
    expect(statuses).toEqual(untilNow);

    hear(...act(...sends(4)));
    await vi.advanceTimersByTimeAsync(60_000);
    const last = reads.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([reads.at(-1), reads.length - last]).toEqual(['sync after 8', 0]);
  });

  test('finds within 1 s what was lost while a look was under way', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    newest().onDoubt('evidence');
    hear(...act(...sends(2)).slice(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 10]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9, 10]);
  });

  test('puts a thousand events into the timeline at once, and tells of them once', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const events = act(...sends(1_000));
    const before = told;
    hear(...events.slice(0, 500));
    await vi.advanceTimersByTimeAsync(0);
    expect(told - before).toBe(1);
    hear(...events.slice(500));
    await vi.advanceTimersByTimeAsync(15);
    expect(told - before).toBe(1);
    expect(seqs()).toHaveLength(1_000);
    await vi.advanceTimersByTimeAsync(1);
    expect(told - before).toBe(2);
  });

  test('stays the same state, and says nothing, where an event comes again', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const [state, before] = [timeline.state(), told];
    hear(...server.events.slice(-2));
    await vi.advanceTimersByTimeAsync(100);
    expect([timeline.state() === state, told]).toEqual([true, before]);
  });

  test('shows a message that an answer told once, though its event comes too', async () => {
    await live();
    act({ kind: 'send', by: 0 });
    timeline.take(newMessage(1, 'me'));
    expect(seqs()).toEqual([1]);
    hear(...server.events);
    expect(seqs()).toEqual([1]);
  });

  test('asks once who the caller is, when a reaction tells, and knows its own then', async () => {
    act(...sends(3));
    await live();
    hear(...act(...[0, 1].map((by) => ({ kind: 'react' as const, by, target: 2, emoji: by }))));
    expect(timeline.state().messages[2]?.reactions.map(({ reactedByMe }) => reactedByMe)).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(0);
    expect(timeline.state().messages).toEqual(server.messages());
    expect(reads.filter((read) => read === 'userId')).toHaveLength(1);
  });

  test('says who is typing for 5 s, or until they have sent, and never the caller', async () => {
    act(...sends(3));
    await live();
    hear(typing('me'), typing('bob'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(timeline.state().typing).toEqual(['bob']);
    hear(typing('carol'), typing('bob'));
    await vi.advanceTimersByTimeAsync(4_900);
    expect(timeline.state().typing).toEqual(['bob', 'carol']);
    hear(...act({ kind: 'send', by: 1 }));
    expect(timeline.state().typing).toEqual(['carol']);
    await vi.advanceTimersByTimeAsync(100);
    expect(timeline.state().typing).toEqual([]);
  });

  test('tells the channel as a look told it', async () => {
    act(...sends(3));
    await live();
    expect(timeline.state().channel).toBe(null);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(timeline.state().channel).toMatchObject({ id: 'w_c', headSeq: 3 });
  });

  test('jumps to a position as soon as it is loaded, and leads back page by page', async () => {
    act(...sends(20));
    follow();
    const jumped = timeline.jumpTo(6);
    await acknowledge();
    await jumped;
    expect([seqs(), timeline.state().hasNewer]).toEqual([[4, 5, 6, 7, 8], true]);
    hear(...act({ kind: 'send', by: 1 }));
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    await timeline.loadNewer();
    expect(seqs()).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    await timeline.loadNewer();
    expect([seqs().at(-1), timeline.state().hasNewer]).toEqual([21, false]);
    await timeline.loadOlder();
    expect(seqs()).toHaveLength(21);
  });

  test('fails to jump where it can not be loaded', async () => {
    follow();
    const jumped = timeline.jumpTo(6);
    const error = new MessagingError({ code: 'CHANNEL_NOT_FOUND', type: 'NotFound', message: 'No.' });
    newest().onEnded({ how: 'refused', error });
    subscriptions = [];
    await expect(jumped).rejects.toBe(error);
    expect(timeline.state()).toMatchObject({ status: 'offline', error });
  });
});

describe('a timeline that was known before', () => {
  test('shows at once what was, and then what changed since, without a page', async () => {
    act(...sends(8));
    await live();
    const before = timeline.timeline();
    timeline.close();
    act(...sends(2), { kind: 'edit', target: 7 });
    [subscriptions, reads] = [[], []];
    follow({ initial: before });
    expect(timeline.state()).toMatchObject({ isLoaded: true, status: 'reconnecting' });
    expect(seqs()).toEqual([4, 5, 6, 7, 8]);
    await acknowledge();
    expect([seqs(), reads]).toEqual([[4, 5, 6, 7, 8, 9, 10], ['sync after 8']]);
    expect(timeline.state().messages).toEqual(server.messages().slice(3));
  });
});

describe('a timeline that many messages come to', () => {
  test('holds 2,000 of them, and those that were left go on loading', async () => {
    act(...sends(8));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    hear(...act(...sends(2_000)));
    expect(seqs()).toHaveLength(1_000);
    expect(timeline.state()).toMatchObject({ hasOlder: true });
    await timeline.loadOlder();
    expect(seqs().slice(0, 7)).toEqual([1_004, 1_005, 1_006, 1_007, 1_008, 1_009, 1_010]);
    expect(reads.at(-1)).toBe('older');
  });

  test('holds more while somebody reads back, until ten minutes after', async () => {
    act(...sends(20));
    await live();
    await timeline.loadOlder();
    await vi.advanceTimersByTimeAsync(10_000);
    hear(...act(...sends(2_000)));
    expect(seqs().length).toBeGreaterThan(2_000);
    await vi.advanceTimersByTimeAsync(600_000);
    hear(...act(...sends(1)));
    expect(seqs()).toHaveLength(1_000);
  });
});

describe('what the person writes', () => {
  test('is shown at once, then as stored, and never as both', async () => {
    const answers: (() => void)[] = [];
    write(async ({ id, content }) => {
      act({ kind: 'send', by: 0, id, content });
      await new Promise<void>((answered) => answers.push(answered));
      return { seq: server.head };
    });
    await live();
    const id = await timeline.post({ content: 'Hello.', replyToId: 'm1' });
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state()).toMatchObject({
      messages: [],
      pending: [{ id, content: 'Hello.', replyToId: 'm1', state: 'sending', reason: null }],
    });
    hear(...server.events);
    expect(shown()).toEqual([[id], []]);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(20);
    expect([shown(), outbox.rows('w_c')]).toEqual([[[id], []], []]);
  });

  test('stays shown between its answer and its event, and where that is lost a look proves it', async () => {
    write(async ({ id, content }) => {
      act({ kind: 'send', by: 0, id, content });
      return { seq: server.head };
    });
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    const id = await timeline.post({ content: 'Hello.' });
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().pending).toMatchObject([{ id, state: 'sent' }]);
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(20);
    expect([shown(), outbox.rows('w_c')]).toEqual([[[id], []], []]);
  });

  test('of an older page than is loaded goes with the look that proves it', async () => {
    act(...sends(8));
    write(async () => ({ seq: 2 }));
    await live();
    await vi.advanceTimersByTimeAsync(10_000);
    await timeline.edit('m2', 'changed');
    await vi.advanceTimersByTimeAsync(20);
    expect(outbox.rows('w_c')).toMatchObject([{ id: 'm2', state: 'sent' }]);
    newest().onDoubt('evidence');
    await vi.advanceTimersByTimeAsync(20);
    expect(outbox.rows('w_c')).toEqual([]);
  });

  test('is changed at once, and back where the service refuses, with its reason', async () => {
    act(...sends(3));
    const refusal = new MessagingError({ code: 'NOT_AUTHOR', type: 'Forbidden', message: 'Another’s.' });
    let refuse = () => {};
    write(() => new Promise((_, reject) => (refuse = () => reject(refusal))));
    await live();
    await timeline.edit('m2', 'changed');
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().messages[1]).toMatchObject({ content: 'changed' });
    expect(timeline.state().changes.get('m2')).toMatchObject([{ kind: 'edit', state: 'sending', content: 'changed' }]);
    refuse();
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().messages).toEqual(server.messages());
    const reason = { code: 'NOT_AUTHOR', message: 'Another’s.', retryable: false };
    expect(timeline.state().changes.get('m2')).toMatchObject([{ id: 'm2', state: 'refused', reason }]);
    await timeline.discard('m2');
    await vi.advanceTimersByTimeAsync(20);
    expect(timeline.state().changes.size).toBe(0);
  });

  test('can not be an edit of what is to be deleted, nor a reaction to what is not stored', async () => {
    write(() => new Promise(() => {}));
    await live();
    await timeline.remove('m1');
    await expect(timeline.edit('m1', 'x')).rejects.toMatchObject({ code: 'MESSAGE_DELETED' });
    const id = await timeline.post({ content: 'Hello.' });
    await expect(timeline.react(id, '👍', true)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});

describe('a subscription whose audience', () => {
  test('is another than a look tells is begun anew within 2 s', async () => {
    act(...sends(3));
    await live();
    hear(...act({ kind: 'send', by: 1 }));
    const before = newest();
    audience = 'w_c:2.1';
    await vi.advanceTimersByTimeAsync(2_000);
    expect(statuses.at(-1)).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(2_000);
    expect([subscriptions.length, newest() === before]).toEqual([1, false]);
    await acknowledge();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses.at(-1)).toBe('live');
  });

  test('ended is begun anew within 2 s, and caught up with', async () => {
    act(...sends(3));
    await live();
    const before = newest();
    hear(...act({ kind: 'join' }).map((event) => ({ ...event, endsAudience: true })));
    audience = 'w_c:2.1';
    await vi.advanceTimersByTimeAsync(2_000);
    expect([subscriptions.length, newest() === before]).toEqual([1, false]);
    await acknowledge();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses.at(-1)).toBe('live');
  });
});

test('a subscription that was silent about what a routine look found is begun anew', async () => {
  act(...sends(3));
  await live();
  await vi.advanceTimersByTimeAsync(10_000);
  const before = newest();
  act(...sends(2));
  before.onDoubt('routine');
  await vi.advanceTimersByTimeAsync(0);
  expect([seqs(), newest() === before]).toEqual([[1, 2, 3, 4, 5], true]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([subscriptions.length, newest() === before]).toEqual([1, false]);
});

/** Gives the person an outbox that sends so. */
function write(send: OutboxSend): void {
  const store = createMemoryStore();
  outbox = createLateOutbox(async () => openOutbox({ person: 'me', send, store, random: () => 0.5 }));
}

/** The ids of the messages, and of those that are not among them yet. */
function shown(): [string[], string[]] {
  const { messages, pending } = timeline.state();
  return [messages.map(({ id }) => id), pending.map(({ id }) => id)];
}

function follow({ lag = 0, initial }: { lag?: number; initial?: Timeline } = {}): void {
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
      return { ...server.sync(afterSeq, cursor, pageSize, 0), audience };
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
  timeline = openTimeline({ source, reader, outbox, channelId: 'w_c', ...(initial && { initial }) });
  timeline.onChange(() => {
    told += 1;
    const { status } = timeline.state();
    if (statuses.at(-1) !== status && (statuses.length > 0 || status !== 'reconnecting')) statuses.push(status);
  });
}

async function live(): Promise<void> {
  follow();
  await acknowledge();
  expect(statuses.at(-1)).toBe('live');
}

async function acknowledge(): Promise<void> {
  newest().onAcknowledged();
  await vi.advanceTimersByTimeAsync(0);
}

function newest(): SubscriptionListener {
  const listener = subscriptions.at(-1);
  if (!listener) throw new Error('Nobody subscribed.');
  return listener;
}

/** Does it on the server, and answers with the events that it tells. */
function act(...acts: Act[]): ChannelEvent[] {
  const before = server.events.length;
  for (const one of acts) server.do(one);
  return server.events.slice(before);
}

function sends(count: number): Act[] {
  return Array.from({ length: count }, () => ({ kind: 'send', by: 1 }));
}

function hear(...events: ChannelEvent[]): void {
  for (const event of events) newest().onData({ onChannelEvent: event });
}

function typing(actorId: string): ChannelEvent {
  const rest = { message: null, reaction: null, member: null, channel: null, audience, endsAudience: false };
  return { ...rest, channelId: 'w_c', kind: 'TYPING', seq: server.head, actorId, at: newMessage(1).createdAt };
}

function seqs(): number[] {
  return timeline.state().messages.map(({ seq }) => seq);
}
