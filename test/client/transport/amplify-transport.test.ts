import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../../client/src/clock.ts';
import type { GetToken } from '../../../client/src/token.ts';
import { createAmplifyTransport } from '../../../client/src/transport/amplify/amplify-transport.ts';
import type { RealtimeTransport, SubscriptionEnd } from '../../../client/src/transport/realtime-transport.ts';
import { FakeAppSync } from '../../proof/transport/fake-appsync.ts';
import { FakeEnvironment } from '../../proof/transport/fake-environment.ts';

let fake: FakeAppSync;
let getToken: GetToken;
let forced: boolean[];
let aheadMs: number;
let transport: RealtimeTransport;

beforeEach(async () => {
  // Node 20 has none; the one of `ws` is near enough to the browser's for Amplify, though not in its types.
  globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
  fake = new FakeAppSync();
  await fake.appear();
  [forced, aheadMs] = [[], 0];
  let token = 'old';
  getToken = ({ forceRefresh = false }) => {
    forced.push(forceRefresh);
    if (forceRefresh) token = 'new';
    return token;
  };
  transport = createAmplifyTransport({
    endpoint: fake.endpoint,
    getToken: (request) => getToken(request),
    environment: new FakeEnvironment(),
    clock: { ...systemClock, now: () => Date.now() + aheadMs },
    random: () => 0,
  });
});

afterEach(async () => {
  transport.close();
  await fake.vanish();
});

test('a token that is refused on an open connection is got anew, and nothing ends', async () => {
  const a = subscribe('a');
  await vi.waitFor(() => expect(a.acknowledged).toBe(1), 5_000);
  fake.weather.answerStart = (_, __, token) => (token === 'old' ? { errorType: 'UnauthorizedException' } : 'ack');
  const b = subscribe('b');
  await vi.waitFor(() => expect([a.acknowledged, b.acknowledged]).toEqual([2, 1]), 10_000);
  expect([forced.filter(Boolean).length, a.end, b.end]).toEqual([1, undefined, undefined]);
});

test('a subscription whose session is refused is tried for a minute, and ends then', async () => {
  const a = subscribe('a');
  await vi.waitFor(() => expect(a.acknowledged).toBe(1), 5_000);
  fake.weather.answerStart = (channelId) => (channelId === 'b' ? { errorType: 'UnauthorizedException' } : 'ack');
  const b = subscribe('b');
  await vi.waitFor(() => expect(fake.startsOf.get('b')).toBeGreaterThan(3), 15_000);
  expect(b.end).toBeUndefined();
  aheadMs = 60_000;
  await vi.waitFor(() => expect(b.end).toMatchObject({ error: { code: 'SESSION_REQUIRED' } }), 15_000);
}, 40_000);

test('nobody who is signed in is the end', async () => {
  getToken = () => '';
  const a = subscribe('a');
  await vi.waitFor(() => expect(a.end).toMatchObject({ error: { code: 'SESSION_REQUIRED' } }), 10_000);
});

function subscribe(channelId: string): { acknowledged: number; end?: SubscriptionEnd } {
  const heard: { acknowledged: number; end?: SubscriptionEnd } = { acknowledged: 0 };
  transport.subscribe(
    {
      query: 'subscription OnChannelEvent($channelId: ID!) { onChannelEvent(channelId: $channelId) { seq } }',
      variables: { channelId },
    },
    {
      onAcknowledged: () => void (heard.acknowledged += 1),
      onData() {},
      onDoubt() {},
      onLost() {},
      onEnded: (end) => void (heard.end = end),
    },
  );
  return heard;
}
