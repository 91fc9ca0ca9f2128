import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MessagingError } from '../../../client/src/errors.ts';
import { openOutbox, type Outbox, type OutboxOptions, type OutboxSend } from '../../../client/src/outbox/index.ts';
import { createMemoryStore } from '../../../client/src/outbox/memory-store.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

let clock: HandClock;
let environment: FakeEnvironment;

beforeEach(() => {
  clock = handClock();
  environment = new FakeEnvironment();
});

const draft = { id: 'A', channelId: 'harbor', content: 'Hello.' };
const never: OutboxSend = () => new Promise(() => {});

function open(send: OutboxSend, options: Partial<OutboxOptions> = {}): Outbox {
  const store = createMemoryStore();
  return openOutbox({ person: 'alice', send, store, clock, environment, random: () => 0.5, ...options });
}

describe('an outbox', () => {
  test('shows a message as sent until its channel has been seen to have it', async () => {
    const outbox = open(async () => ({ seq: 7 }));
    await outbox.enqueue(draft);
    await settle();
    expect(outbox.rows('harbor')).toEqual([expect.objectContaining({ id: 'A', state: 'sent', seq: 7 })]);
    expect(outbox.summary()).toEqual({ depth: 0, refused: 0, oldestAt: null, isDurable: false });
    outbox.seen(outbox.rows('harbor').map((entry) => ({ entry })));
    await settle();
    expect(outbox.rows('harbor')).toEqual([]);
  });

  test('gives up a try after 10 s, lets go of its request, and tries again', async () => {
    const send = vi.fn(never);
    const outbox = open(send);
    await outbox.enqueue(draft);
    await clock.advance(9_999);
    expect(send.mock.calls.map(([, { isRetry, signal }]) => [isRetry, signal.aborted])).toEqual([[false, false]]);
    await clock.advance(1_000);
    expect(send.mock.calls.map(([, { isRetry, signal }]) => [isRetry, signal.aborted])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test('takes an error of any other kind, thrown at once, for an answer without sense', async () => {
    const outbox = open(() => {
      throw new TypeError('A mistake.');
    });
    await outbox.enqueue(draft);
    await clock.advance(120_000);
    const reason = { code: 'UNKNOWN', message: 'TypeError: A mistake.', retryable: false };
    expect(outbox.rows('harbor')).toEqual([expect.objectContaining({ state: 'refused', attempts: 5, reason })]);
    expect(outbox.summary()).toMatchObject({ depth: 0, refused: 1 });
  });

  test('tells of many changes of one turn once, and shows the same array until the next', async () => {
    const outbox = open(never);
    await outbox.enqueue(draft);
    await settle();
    const rows = outbox.rows('harbor');
    expect(outbox.rows('harbor')).toBe(rows);
    let told = 0;
    const stop = outbox.onChange(() => (told += 1));
    await outbox.enqueue({ ...draft, id: 'B' });
    await settle();
    expect(told).toBe(1);
    expect(outbox.rows('harbor').map(({ id }) => id)).toEqual(['A', 'B']);
    // The row that did not change is the same object.
    expect(outbox.rows('harbor')[0]).toBe(rows[0]);
    stop();
    await outbox.enqueue({ ...draft, id: 'C' });
    await settle();
    expect(told).toBe(1);
  });

  test('refuses what is too much, and says how much that is', async () => {
    const outbox = open(never, { limit: 1 });
    await outbox.enqueue(draft);
    const error = await outbox.enqueue({ ...draft, id: 'B' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MessagingError);
    expect(error).toMatchObject({ code: 'OUTBOX_FULL', type: 'Storage', limit: 1, retryable: false });
    // The same again is not one more.
    await outbox.enqueue(draft);
  });

  test('passes on what its store says, and tries nothing that is not kept', async () => {
    const send = vi.fn(never);
    const full = new MessagingError({ code: 'STORAGE_FULL', type: 'Storage', message: 'Full.' });
    const store = { ...createMemoryStore(), change: () => Promise.reject(full) };
    await expect(open(send, { store }).enqueue(draft)).rejects.toBe(full);
    await clock.advance(5_000);
    expect(send).not.toHaveBeenCalled();
  });

  test('tells of any other failure of its store as one of its own, and that it is closed', async () => {
    const store = { ...createMemoryStore(), change: () => Promise.reject(new RangeError('Odd.')) };
    const odd = { name: 'MessagingError', code: 'UNKNOWN', type: 'Storage', cause: { message: 'Odd.' } };
    await expect(open(never, { store }).enqueue(draft)).rejects.toMatchObject(odd);
    const closed = open(never);
    closed.close();
    await expect(closed.enqueue(draft)).rejects.toMatchObject({ name: 'MessagingError', code: 'CLOSED' });
  });

  test('keeps an answer that could not be stored until it can', async () => {
    const memory = createMemoryStore();
    let isBroken = false;
    const store = {
      ...memory,
      change: (...args: Parameters<typeof memory.change>) =>
        isBroken ? Promise.reject(new Error('Broken.')) : memory.change(...args),
    };
    const send = vi.fn(async () => {
      isBroken = true;
      return { seq: 1 };
    });
    const outbox = open(send, { store });
    await outbox.enqueue(draft);
    await clock.advance(5_000);
    expect(outbox.rows('harbor')).toMatchObject([{ state: 'sending' }]);
    isBroken = false;
    await clock.advance(1_000);
    expect(outbox.rows('harbor')).toMatchObject([{ state: 'sent' }]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('tries nothing without a network, and at once with one', async () => {
    environment.setNetwork(false);
    const send = vi.fn(async () => ({ seq: 1 }));
    const outbox = open(send);
    await outbox.enqueue(draft);
    await clock.advance(29_000);
    expect(send).not.toHaveBeenCalled();
    // Nothing was tried, so that all of it may still change.
    expect(await outbox.edit({ ...draft, content: 'Good day.' })).toBe(true);
    environment.setNetwork(true);
    await settle();
    expect(send.mock.calls).toMatchObject([[{ content: 'Good day.' }, { isRetry: false }]]);
  });

  test('waits for a session, and goes on when told of one', async () => {
    let isSignedIn = false;
    const send = vi.fn(async () => {
      if (isSignedIn) return { seq: 1 };
      throw new MessagingError({ code: 'SESSION_REQUIRED', type: 'Unauthenticated', message: 'Sign in.' });
    });
    const outbox = open(send);
    await outbox.enqueue(draft);
    await clock.advance(50_000);
    expect([send.mock.calls.length, outbox.rows('harbor')[0]?.state]).toEqual([1, 'queued']);
    isSignedIn = true;
    outbox.resume();
    await settle();
    expect(outbox.rows('harbor')).toMatchObject([{ state: 'sent' }]);
  });

  test('says no where there is nothing to discard or retry, or no message to edit or react to', async () => {
    const outbox = open(never);
    expect(await Promise.all([outbox.discard('A'), outbox.retry('A')])).toEqual([false, false]);
    await outbox.enqueue(draft);
    const reaction = { messageId: 'A', channelId: 'harbor', emoji: '👍', isOn: true, isStored: null };
    expect(await outbox.react(reaction)).toBe(false);
    await outbox.remove({ id: 'B', channelId: 'harbor' });
    expect(await outbox.edit({ id: 'B', channelId: 'harbor', content: 'x' })).toBe(false);
  });

  test('keeps and sends changes of stored messages, and refuses what is too much', async () => {
    const send = vi.fn<OutboxSend>(async () => ({ seq: 9, at: '2026' }));
    const outbox = open(send, { limit: 3 });
    const place = { channelId: 'harbor' };
    await outbox.edit({ ...place, id: 'A', content: 'x' });
    await outbox.remove({ ...place, id: 'B' });
    await outbox.react({ ...place, messageId: 'C', emoji: '👍', isOn: true, isStored: false });
    await settle();
    expect(send.mock.calls.map(([{ id, kind }]) => [id, kind])).toEqual([
      ['A', 'edit'],
      ['B', 'delete'],
      ['C/👍', 'react'],
    ]);
    expect(outbox.rows('harbor')).toMatchObject([
      { state: 'sent', rev: 9 },
      { state: 'sent', rev: 9 },
      { state: 'sent', at: '2026' },
    ]);
    environment.setNetwork(false);
    for (const id of ['D', 'E', 'F']) await outbox.edit({ ...place, id, content: 'x' });
    await expect(outbox.remove({ ...place, id: 'G' })).rejects.toMatchObject({ code: 'OUTBOX_FULL', limit: 3 });
  });

  test('tells the same rows and the same summary until they change, whatever happens elsewhere', async () => {
    const outbox = open(never);
    await outbox.enqueue(draft);
    await settle();
    const [rows, summary] = [outbox.rows('harbor'), outbox.summary()];
    await outbox.enqueue({ ...draft, id: 'B', channelId: 'market' });
    expect([outbox.rows('harbor') === rows, outbox.summary() === summary]).toEqual([true, false]);
    const later = outbox.summary();
    expect(outbox.summary()).toBe(later);
  });

  test('forgets everything, and lets go of what is on its way', async () => {
    const store = createMemoryStore();
    const send = vi.fn(never);
    const outbox = open(send, { store });
    await outbox.enqueue(draft);
    await outbox.edit({ id: 'M', channelId: 'harbor', content: 'x' });
    await outbox.forget();
    expect(send.mock.calls.map(([, { signal }]) => signal.aborted)).toEqual([true, true]);
    expect([outbox.rows('harbor'), outbox.summary().depth]).toEqual([[], 0]);
    await store.change((rows) => (expect(rows).toEqual([]), new Map()));
  });

  test('that was closed sends no more, and another one of the same store goes on', async () => {
    const store = createMemoryStore();
    const first = vi.fn(never);
    const closed = open(first, { store });
    await closed.enqueue(draft);
    await settle();
    closed.close();
    await settle();
    expect(first.mock.calls[0]?.[1].signal.aborted).toBe(true);
    await expect(closed.enqueue({ ...draft, id: 'B' })).rejects.toMatchObject({ code: 'CLOSED' });
    await clock.advance(60_000);
    expect(first).toHaveBeenCalledTimes(1);
    const second = vi.fn(async () => ({ seq: 1 }));
    open(second, { store });
    await settle();
    expect(second.mock.calls).toMatchObject([[{ id: 'A' }, { isRetry: true }]]);
  });
});
