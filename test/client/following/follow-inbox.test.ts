import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportStatus } from '../../../client/src/connection/transport-status.ts';
import { MessagingError } from '../../../client/src/errors.ts';
import { createFeeds } from '../../../client/src/following/feeds.ts';
import { followInbox } from '../../../client/src/following/follow-inbox.ts';
import type { SubscriptionListener } from '../../../client/src/transport/realtime-transport.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

let clock: HandClock;
let started: { variables: unknown; listener: SubscriptionListener }[];
let setStatus: (status: TransportStatus) => void;
let told: string[];
/** What ends the catch-ups under way. */
let loads: { done: () => void; fail: (error: MessagingError) => void }[];
let stop: () => void;

beforeEach(() => {
  clock = handClock();
  [started, told, loads] = [[], [], []];
  let status: TransportStatus = 'idle';
  let tell = (_: TransportStatus) => {};
  setStatus = (next) => tell((status = next));
  const transport = {
    subscribe(request: { variables: unknown }, listener: SubscriptionListener) {
      const one = { variables: request.variables, listener };
      started.push(one);
      return () => void (started = started.filter((other) => other !== one));
    },
    status: () => status,
    onStatus(listener: (status: TransportStatus) => void) {
      tell = listener;
      return () => void (tell = () => {});
    },
    close() {},
  };
  stop = followInbox({ transport, feeds: createFeeds(transport), clock }, 'alice', {
    onEvent: ({ kind }) => told.push(kind),
    onStatus: (next) => told.push(next),
    onError: ({ code }) => told.push(code),
    catchUp: () => new Promise((done, fail) => loads.push({ done, fail })),
  });
});

function newest(): SubscriptionListener {
  const one = started.at(-1);
  if (!one) throw new Error('Nobody subscribed.');
  return one.listener;
}

function live(): Promise<void> {
  setStatus('open');
  newest().onAcknowledged();
  loads.shift()?.done();
  return settle();
}

describe('an inbox', () => {
  test('reconnecting -> catching-up -> live, and is looked at once more 2 s later', async () => {
    await live();
    expect([told, loads.length, started[0]?.variables]).toEqual([
      ['reconnecting', 'catching-up', 'live'],
      0,
      { userId: 'alice' },
    ]);
    await clock.advance(60_000);
    expect([loads.length, told.length]).toEqual([1, 3]);
  });

  test('is caught up with anew after each loss, and by no load that began before', async () => {
    setStatus('open');
    newest().onAcknowledged();
    newest().onLost();
    newest().onAcknowledged();
    loads[0]?.done();
    await settle();
    expect(told.at(-1)).toBe('catching-up');
    loads[1]?.done();
    await settle();
    expect(told.at(-1)).toBe('live');
  });

  test('is looked at on each doubt, and stays live', async () => {
    await live();
    newest().onDoubt('routine');
    newest().onDoubt('evidence');
    newest().onData({ onInboxEvent: null });
    expect([loads.length, told.at(-1)]).toEqual([3, 'live']);
    newest().onData({ onInboxEvent: { kind: 'READ' } });
    expect(told.at(-1)).toBe('READ');
  });

  test('that was revoked is asked for again at once, then ever less often', async () => {
    await live();
    for (const waitMs of [0, 500, 1_000]) {
      newest().onEnded({ how: 'revoked', error: error('UNKNOWN', 'Forbidden') });
      expect([started.length, told.at(-1)]).toEqual([0, 'reconnecting']);
      await clock.advance(waitMs);
      expect(started).toHaveLength(1);
    }
  });

  test('that is refused for good ends, and one that is refused for the moment does not', async () => {
    newest().onEnded({ how: 'refused', error: error('SERVICE_UNAVAILABLE', 'Unavailable') });
    await clock.advance(1_000);
    expect(told).toEqual(['reconnecting']);
    newest().onEnded({ how: 'refused', error: error('SESSION_REQUIRED', 'Unauthenticated') });
    expect(told).toEqual(['reconnecting', 'offline', 'SESSION_REQUIRED']);
    await clock.advance(60_000);
    expect(started).toEqual([]);
  });

  test('that can not be caught up with ends', async () => {
    setStatus('open');
    newest().onAcknowledged();
    loads[0]?.fail(error('WORKSPACE_NOT_FOUND', 'NotFound'));
    await settle();
    expect([told.slice(-2), started]).toEqual([['offline', 'WORKSPACE_NOT_FOUND'], []]);
  });

  test('says nothing more once nobody follows', async () => {
    await live();
    stop();
    setStatus('offline');
    await clock.advance(60_000);
    expect([told, started]).toEqual([['reconnecting', 'catching-up', 'live'], []]);
  });
});

function error(code: MessagingError['code'], type: MessagingError['type']): MessagingError {
  return new MessagingError({ code, type, message: code });
}
