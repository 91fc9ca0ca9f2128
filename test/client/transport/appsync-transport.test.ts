import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { GetToken } from '../../../client/src/token.ts';
import { createAppSyncTransport } from '../../../client/src/transport/appsync/appsync-transport.ts';
import type { SubscriptionEnd, TransportMetric } from '../../../client/src/transport/realtime-transport.ts';
import { FakeAppSync } from '../../proof/transport/fake-appsync.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';
import { handClock } from '../support/hand-clock.ts';

let fake: FakeAppSync;
let environment: FakeEnvironment;
let getToken: GetToken;
let metrics: TransportMetric[];
let transport: ReturnType<typeof createAppSyncTransport>;
/** Sockets and timers are real, and a machine that does much else is slow. */
const until = (claim: () => void) => vi.waitFor(claim, { timeout: 15_000 });

beforeEach(async () => {
  fake = new FakeAppSync();
  await fake.appear();
  environment = new FakeEnvironment();
  getToken = () => 'token';
  metrics = [];
  transport = createAppSyncTransport({
    endpoint: fake.endpoint,
    getToken: (request) => getToken(request),
    webSocket: WebSocket,
    environment,
    onMetric: (metric) => void metrics.push(metric),
  });
});

afterEach(async () => {
  transport.close();
  await fake.vanish();
});

describe('a subscription', () => {
  test('is acknowledged, and hears its own channel alone', async () => {
    const [a, b] = [subscribe('a'), subscribe('b')];
    await acknowledged(a, b);
    fake.publish('a');
    fake.publish('b');
    fake.publish('b');
    await until(() => expect([a.seqs, b.seqs]).toEqual([[1], [1, 2]]));
    expect([fake.connectionsOpened, transport.status()]).toEqual([1, 'open']);
  });

  test('hears nothing more once it was ended, and leaves nothing behind', async () => {
    const [a, b] = [subscribe('a'), subscribe('b')];
    await acknowledged(a, b);
    a.stop();
    fake.publish('a');
    fake.publish('b');
    await until(() => expect(b.seqs).toEqual([1]));
    expect([a.seqs, fake.subscriptions]).toEqual([[], 1]);
  });

  test('that is ended before its acknowledgement leaves nothing behind', async () => {
    fake.weather.startAckMs = 300;
    const [a, b] = [subscribe('a'), subscribe('b')];
    await until(() => expect(fake.startsOf.get('a')).toBe(1));
    a.stop();
    await acknowledged(b);
    await until(() => expect(fake.subscriptions).toBe(1));
    expect(a.acknowledged).toBe(0);
  });

  test('is started with a token of its own time', async () => {
    const shown: string[] = [];
    fake.weather.answerStart = (_, __, token) => (shown.push(token), 'ack');
    let count = 0;
    getToken = () => `token ${++count}`;
    await acknowledged(subscribe('a'));
    await acknowledged(subscribe('b'));
    expect(shown).toEqual(['token 2', 'token 3']);
  });

  test('is one of at most 100', async () => {
    const hundred = Array.from({ length: 100 }, (_, index) => subscribe(`c${index}`));
    const more = subscribe('more');
    await until(() => expect(more.end).toMatchObject({ how: 'refused', error: { retryable: true, limit: 100 } }));
    // 20 at a time, four times a second.
    await until(() => expect(hundred.every((one) => one.acknowledged === 1)).toBe(true));
    expect(fake.subscriptions).toBe(100);
  });
});

describe('the socket', () => {
  test('is let go after the last subscription, but not for the next that comes at once', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    a.stop();
    const b = subscribe('b');
    await acknowledged(b);
    expect(fake.connectionsOpened).toBe(1);
    b.stop();
    await until(() => expect([transport.status(), fake.openConnections]).toEqual(['idle', 0]));
  });

  test('that is cut is made again at once, and everything is started anew', async () => {
    const [a, b] = [subscribe('a'), subscribe('b')];
    await acknowledged(a, b);
    fake.cut();
    await until(() => expect([a.acknowledged, b.acknowledged, a.lost]).toEqual([2, 2, 1]));
    fake.publish('a');
    await until(() => expect(a.seqs).toEqual([1]));
  });

  test('that closes late does not disturb its successor', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    const closeOld = fake.halfOpen();
    // The network is gone, back, and its proof fails.
    fake.weather.startAckMs = 0;
    environment.setNetwork(false);
    environment.setNetwork(true);
    await until(() => expect(a.acknowledged).toBe(2));
    closeOld();
    fake.publish('a');
    await until(() => expect(a.seqs).toEqual([1]));
    expect([a.acknowledged, fake.connectionsOpened]).toEqual([2, 2]);
  });

  test('is not touched while the browser says that there is no network, and proven after', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    environment.setNetwork(false);
    expect(transport.status()).toBe('offline');
    fake.publish('a');
    await until(() => expect(a.seqs).toEqual([1]));
    environment.setNetwork(true);
    await until(() => expect(a.doubts).toEqual(['evidence']));
    expect([a.acknowledged, fake.connectionsOpened, transport.status()]).toEqual([1, 1, 'open']);
    await until(() => expect([fake.startsOf.get('a'), fake.subscriptions]).toEqual([2, 1]));
  });

  test('can not be had without a WebSocket, and the error says what to do', () => {
    const present = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      const lonely = createAppSyncTransport({ endpoint: fake.endpoint, getToken });
      expect(() => lonely.subscribe({ query: '', variables: {} }, listenerOf('a'))).toThrow('needs a WebSocket');
    } finally {
      globalThis.WebSocket = present;
    }
  });

  test('is gone for good once the transport is closed', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    transport.close();
    await until(() => expect(fake.openConnections).toBe(0));
    expect([a.end, a.lost, transport.status()]).toEqual([undefined, 0, 'closed']);
    const b = subscribe('b');
    await vi.waitFor(() => expect(b.end).toMatchObject({ how: 'refused', error: { code: 'CLOSED' } }));
    expect(fake.openConnections).toBe(0);
  });
});

describe('a service that closes the connection', () => {
  test.each([
    [1000, 'for this client alone', 500],
    [1012, 'because it restarts', 12_000],
  ])('with %i, %s, is come back to within %i ms', async (code, _, boundMs) => {
    const clock = handClock();
    const options = { endpoint: fake.endpoint, getToken, webSocket: WebSocket, environment, clock, random: () => 1 };
    const own = createAppSyncTransport(options);
    const a = subscribe('a', own);
    await acknowledged(a);
    fake.dismiss(code);
    await until(() => expect(own.status()).toBe('reconnecting'));
    await clock.advance(boundMs - 1);
    expect(own.status()).toBe('reconnecting');
    await clock.advance(1);
    await until(() => expect([a.acknowledged, fake.connectionsOpened]).toEqual([2, 2]));
    own.close();
  });
});

describe('a refusal', () => {
  test.each(['Unauthorized', 'NotFound'])('as %s ends the one, and no other', async (errorType) => {
    fake.weather.answerStart = (channelId) => (channelId === 'b' ? { errorType } : 'ack');
    const [a, b] = [subscribe('a'), subscribe('b')];
    await until(() => expect(b.end).toMatchObject({ how: 'refused', error: { retryable: false } }));
    await acknowledged(a);
    expect([a.lost, fake.connectionsOpened, fake.startsOf.get('b')]).toEqual([0, 1, 1]);
  });

  test('that says not whom it concerns is taken by the newest start, which is tried again', async () => {
    fake.weather.answerStart = (channelId, count) =>
      channelId === 'b' && count === 1 ? { errorType: 'LimitExceededError', withoutId: true } : 'ack';
    const [a, b] = [subscribe('a'), subscribe('b')];
    await acknowledged(a, b);
    expect([fake.startsOf.get('a'), fake.startsOf.get('b'), fake.subscriptions]).toEqual([1, 2, 2]);
  });

  test.each(['connection_error', 'error'] as const)('of the token, by %s, asks for another, once', async (refusal) => {
    fake.weather.refusal = refusal;
    const forced: (boolean | undefined)[] = [];
    getToken = ({ forceRefresh }) => (forced.push(forceRefresh), forceRefresh ? 'new' : 'old');
    fake.weather.isUnauthorized = (token) => token === 'old';
    await acknowledged(subscribe('a'));
    expect(forced).toEqual([false, true, false]);
  });

  test('of one start’s token asks for another, and disturbs nobody', async () => {
    getToken = ({ forceRefresh }) => (forceRefresh ? 'new' : 'old');
    const a = subscribe('a');
    await acknowledged(a);
    fake.weather.answerStart = (_, __, token) => (token === 'old' ? { errorType: 'UnauthorizedException' } : 'ack');
    await acknowledged(subscribe('b'));
    expect([a.lost, fake.connectionsOpened]).toEqual([0, 1]);
  });

  test('by a token function that throws is tried again; by one that says that nobody is signed in, the end', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    let throws = 1;
    getToken = () => {
      if (throws-- > 0) throw new Error('not now');
      return 'token';
    };
    await acknowledged(subscribe('b'));
    throws = 2;
    await acknowledged(subscribe('d'));
    getToken = () => '';
    const c = subscribe('c');
    await until(() => expect(c.end).toMatchObject({ how: 'refused', error: { code: 'SESSION_REQUIRED' } }));
    expect([a.lost, a.end]).toEqual([0, undefined]);
  });
});

describe('a service that ends a subscription', () => {
  test('revokes it, and nothing is started again', async () => {
    const [a, b] = [subscribe('a'), subscribe('b')];
    await acknowledged(a, b);
    fake.complete('a');
    await until(() => expect(a.end).toMatchObject({ how: 'revoked' }));
    expect([b.end, fake.startsOf.get('a')]).toEqual([undefined, 1]);
  });

  test('is found out by the next proof of the connection where it said nothing', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    fake.weather.answerStart = () => ({ errorType: 'NotFound' });
    environment.setVisible(true);
    await until(() => expect(a.end).toMatchObject({ how: 'revoked', error: { type: 'NotFound' } }));
  });
});

describe('a start that is not answered', () => {
  test('is tried again by itself after 10 s, and its late answer leaves nothing behind', async () => {
    const clock = handClock();
    const own = createAppSyncTransport({ endpoint: fake.endpoint, getToken, webSocket: WebSocket, environment, clock });
    fake.weather.answerStart = (channelId, count) => (channelId === 'b' && count === 1 ? 'never' : 'ack');
    const [a, b] = [subscribe('a', own), subscribe('b', own)];
    await acknowledged(a);
    await until(() => expect(fake.startsOf.get('b')).toBe(1));
    fake.publish('a');
    await until(() => expect(a.seqs).toEqual([1]));
    await clock.advance(9_000);
    // The others are heard, so the connection is well.
    fake.publish('a');
    await until(() => expect(a.seqs).toEqual([1, 2]));
    await clock.advance(3_000);
    await acknowledged(b);
    expect([a.lost, fake.connectionsOpened, fake.subscriptions]).toEqual([0, 1, 2]);
    own.close();
  });

  test('while nothing else comes either, says that the connection is dead', async () => {
    const clock = handClock();
    const own = createAppSyncTransport({ endpoint: fake.endpoint, getToken, webSocket: WebSocket, environment, clock });
    fake.weather.answerStart = (_, count) => (count === 1 ? 'never' : 'ack');
    const a = subscribe('a', own);
    await until(() => expect(fake.startsOf.get('a')).toBe(1));
    await clock.advance(10_000);
    await acknowledged(a);
    expect(fake.connectionsOpened).toBe(2);
    own.close();
  });
});

describe('a connection that is lost', () => {
  const losses = () => metrics.filter(({ name }) => name === 'connection-lost');

  test.each([
    ['vanished', () => fake.cut()],
    ['dismissed', () => fake.dismiss(1012)],
    ['ended', () => fake.dismiss(1000)],
    [
      'offline',
      () => {
        environment.setNetwork(false);
        fake.cut();
      },
    ],
  ] as const)('is counted with what ended it: %s', async (why, end) => {
    await acknowledged(subscribe('a'));
    expect(losses()).toEqual([]);
    end();
    await until(() => expect(losses()).toEqual([{ name: 'connection-lost', why }]));
  });

  test('is followed by how long the next took to make', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    fake.cut();
    await until(() => expect(a.acknowledged).toBe(2));
    const made = { name: 'connect-time', value: expect.any(Number), tries: 1 };
    expect(metrics.filter(({ name }) => name === 'connect-time')).toEqual([made, made]);
  });

  test('is none where nobody wanted it any more', async () => {
    const a = subscribe('a');
    await acknowledged(a);
    a.stop();
    await until(() => expect(transport.status()).toBe('idle'));
    expect(losses()).toEqual([]);
  });
});

describe('a frame that can not be used', () => {
  test.each([
    ['no-data', (id: string) => JSON.stringify({ type: 'data', id, payload: { data: null } })],
    ['unknown-type', (id: string) => JSON.stringify({ type: 'secret words', id })],
    ['malformed', () => '{"secret words'],
    ['oversized', () => `"${'secret words'.repeat(100_000)}"`],
    ['errors', (id: string) => JSON.stringify({ type: 'data', id, payload: { data: {}, errors: [{}] } })],
  ] as const)('(%s) is counted without what it says, and gives cause to look', async (why, frame) => {
    const a = subscribe('a');
    await acknowledged(a);
    fake.publish('a', frame);
    await until(() => expect(a.doubts).toEqual(['evidence']));
    const counted = metrics.filter(({ name }) => name === 'frame-dropped');
    expect(counted).toEqual([{ name: 'frame-dropped', why, length: expect.any(Number) }]);
    expect(JSON.stringify(metrics)).not.toContain('secret');
  });
});

interface Heard {
  seqs: unknown[];
  acknowledged: number;
  lost: number;
  doubts: string[];
  end: SubscriptionEnd | undefined;
  stop: () => void;
}

function listenerOf(field: string, heard: Partial<Heard> = {}) {
  return {
    onAcknowledged: () => (heard.acknowledged = (heard.acknowledged ?? 0) + 1),
    onData: (data: Readonly<Record<string, unknown>>) => {
      const event = data['onChannelEvent'] as { channelId: string; seq: number } | undefined;
      if (event) heard.seqs?.push(event.channelId === field ? event.seq : event);
    },
    onDoubt: (why: string) => void heard.doubts?.push(why),
    onLost: () => (heard.lost = (heard.lost ?? 0) + 1),
    onEnded: (end: SubscriptionEnd) => (heard.end = end),
  };
}

function subscribe(channelId: string, over = transport): Heard {
  const heard: Heard = { seqs: [], acknowledged: 0, lost: 0, doubts: [], end: undefined, stop: () => {} };
  heard.stop = over.subscribe({ query: 'subscription', variables: { channelId } }, listenerOf(channelId, heard));
  return heard;
}

async function acknowledged(...all: Heard[]): Promise<void> {
  await until(() => expect(all.every((one) => one.acknowledged > 0)).toBe(true));
}
