import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../../local/realtime/connection.ts';
import { argumentFilter } from '../../../local/realtime/event-filter.ts';
import type { FrameError } from '../../../local/realtime/frames.ts';
import type { RealtimeSettings } from '../../../local/realtime/settings.ts';
import { realtimeSettings } from '../../../local/realtime/settings.ts';
import { createRegistry } from '../../../local/realtime/registry.ts';
import type { Start, StartedParts } from '../../../local/realtime/start.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal: FrameError = { errorType: 'UnauthorizedException', errorCode: 401, message: 'no' };
const init = '{"type":"connection_init"}';
const start = (id: string) => JSON.stringify({ type: 'start', id, payload: { data: '{}', extensions: {} } });
const stop = (id: string) => JSON.stringify({ type: 'stop', id });

interface Situation {
  readonly authorized?: Promise<readonly FrameError[]>;
  readonly start?: () => Promise<Start>;
  readonly refit?: (parts: StartedParts) => Start;
  readonly settings?: Partial<RealtimeSettings>;
}

function open({
  authorized = Promise.resolve([]),
  start = () => Promise.resolve(started()),
  refit = (parts) => ({ kind: 'started', parts }),
  settings = {},
}: Situation = {}) {
  const sent: string[] = [];
  const frames: object[] = [];
  const closes: number[] = [];
  const refused: string[] = [];
  const registry = createRegistry();
  const connection = new Connection({
    outbound: {
      send(frame: string) {
        sent.push(kind(frame));
        frames.push(JSON.parse(frame) as object);
      },
      sendAround() {
        throw new Error('no event is published here');
      },
    },
    registry,
    settings: realtimeSettings(settings),
    authorized,
    start,
    refit,
    onRefused: (errorType) => void refused.push(errorType),
    close: (code) => void closes.push(code),
  });
  return { connection, sent, frames, closes, refused, registry };
}

describe('a connection', () => {
  test('acknowledges its init, sends ka at once and then every minute', async () => {
    const { connection, sent } = open();
    await connection.receive(init);
    expect(sent).toEqual(['connection_ack', 'ka']);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toEqual(['connection_ack', 'ka', 'ka', 'ka']);
    connection.dispose();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toHaveLength(4);
  });

  test('ignores what arrives between init and ack', async () => {
    let authorize: (errors: FrameError[]) => void = () => undefined;
    const { connection, sent, registry } = open({ authorized: new Promise((resolve) => (authorize = resolve)) });
    const acknowledged = connection.receive(init);
    await connection.receive(start('s'));
    authorize([]);
    await acknowledged;
    expect(sent).toEqual(['connection_ack', 'ka']);
    expect(registry.size).toBe(0);
  });

  test('that is refused says so when it is spoken to, and closes', async () => {
    const { connection, sent, closes } = open({ authorized: Promise.resolve([refusal]) });
    await connection.receive(start('s'));
    expect([sent, closes]).toEqual([['connection_error'], [1008]]);
  });

  test('that is refused says so after ten seconds to a client that says nothing', async () => {
    const { sent, closes } = open({ authorized: Promise.resolve([refusal]) });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([sent, closes]).toEqual([['connection_error'], [1008]]);
  });

  test('ends after 24 hours, with its subscriptions', async () => {
    const { connection, closes, registry } = open();
    await connection.receive(start('s'));
    expect(registry.size).toBe(1);
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
    expect(closes).toEqual([1000]);
    expect(registry.size).toBe(0);
  });
});

describe('a subscription that is still starting', () => {
  const slow = () => {
    let finish: (outcome: Start) => void = () => undefined;
    const outcome = new Promise<Start>((resolve) => (finish = resolve));
    return { start: () => outcome, finish: (parts: Start) => finish(parts) };
  };

  test('takes its id already', async () => {
    const { start: starting } = slow();
    const { connection, sent } = open({ start: starting });
    void connection.receive(start('s'));
    await connection.receive(start('s'));
    expect(sent).toEqual(['error s']);
  });

  test('that is stopped meanwhile is complete and never starts', async () => {
    const { start: starting, finish } = slow();
    const { connection, sent, registry } = open({ start: starting });
    const begun = connection.receive(start('s'));
    await connection.receive(stop('s'));
    finish(started());
    await begun;
    expect(sent).toEqual(['complete s']);
    expect(registry.size).toBe(0);
  });

  test('whose connection goes meanwhile never starts', async () => {
    const { start: starting, finish } = slow();
    const { connection, sent, registry } = open({ start: starting });
    const begun = connection.receive(start('s'));
    await vi.advanceTimersByTimeAsync(0);
    connection.dispose();
    finish(started());
    await begun;
    expect([sent, registry.size]).toEqual([[], 0]);
  });

  test('and is stopped and started again meanwhile, starts once, with what the second asked', async () => {
    const [first, second] = [slow(), slow()];
    const outcomes = [first.start, second.start];
    const { connection, sent, registry } = open({ start: () => outcomes.shift()?.() ?? Promise.resolve(started()) });
    const begun = connection.receive(start('s'));
    await connection.receive(stop('s'));
    const again = connection.receive(start('s'));
    first.finish(started());
    await begun;
    expect([sent, registry.size]).toEqual([['complete s'], 0]);
    second.finish(started());
    await again;
    expect([sent, registry.size]).toEqual([['complete s', 'start_ack s'], 1]);
  });
});

describe('what a connection may have', () => {
  test('is 200 subscriptions: the next is refused by an object, and takes no place', async () => {
    const { connection, sent, frames, refused, registry } = open({ settings: { startsPerSecond: 300 } });
    for (let at = 1; at <= 200; at += 1) await connection.receive(start(`s${at}`));
    expect(registry.size).toBe(200);
    await connection.receive(start('s201'));
    expect(frames.at(-1)).toEqual({
      type: 'error',
      id: 's201',
      payload: {
        errors: { errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 200 subscriptions reached' },
      },
    });
    expect(refused).toEqual(['MaxSubscriptionsReachedError']);
    await connection.receive(stop('s1'));
    await connection.receive(start('s201'));
    expect(sent.at(-1)).toBe('start_ack s201');
  });

  test('is 100 starts in a second: the next is refused without its id, and passes a second later', async () => {
    const { connection, sent, frames, refused } = open();
    for (let at = 1; at <= 101; at += 1) await connection.receive(start(`s${at}`));
    expect(sent.filter((frame) => frame.startsWith('start_ack'))).toHaveLength(100);
    expect(frames.at(-1)).toEqual({
      type: 'error',
      payload: { errors: { errorType: 'LimitExceededError', message: 'Rate limit exceeded' } },
    });
    expect(refused).toEqual(['LimitExceededError']);
    await vi.advanceTimersByTimeAsync(1_000);
    for (let at = 101; at <= 200; at += 1) await connection.receive(start(`s${at}`));
    expect(sent.filter((frame) => frame.startsWith('start_ack'))).toHaveLength(200);
  });

  test('is one subscription by an id', async () => {
    const { connection, sent, frames } = open();
    await connection.receive(start('s'));
    await connection.receive(start('s'));
    expect(sent).toEqual(['start_ack s', 'error s']);
    expect(frames.at(-1)).toMatchObject({ payload: { errors: [{ errorType: 'DuplicatedOperationError' }] } });
  });

  test('tells clients the timeout that it was given', async () => {
    const { connection, frames } = open({ settings: { connectionTimeoutMs: 5_000, keepAliveMs: 1_000 } });
    await connection.receive(init);
    expect(frames[0]).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 5_000 } });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(frames).toHaveLength(5);
  });

  test.each([{ keepAliveMs: 0 }, { activationDelayMs: -1 }, { maxAgeMs: 0.5 }, { startsPerSecond: Infinity }])(
    'is not %o',
    (settings) => expect(() => realtimeSettings(settings)).toThrow(RangeError),
  );
});

describe('a subscription that is acknowledged before it is active', () => {
  const settings = { activationDelayMs: 500 };

  test('is found by no event until then', async () => {
    const { connection, sent, registry } = open({ settings });
    await connection.receive(start('s'));
    expect([sent, registry.size]).toEqual([['start_ack s'], 0]);
    await vi.advanceTimersByTimeAsync(499);
    expect(registry.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(registry.size).toBe(1);
  });

  test('never becomes active when it is stopped meanwhile, nor does it replace its successor', async () => {
    const { connection, registry } = open({ settings });
    await connection.receive(start('s'));
    await connection.receive(stop('s'));
    await vi.advanceTimersByTimeAsync(400);
    await connection.receive(start('s'));
    await vi.advanceTimersByTimeAsync(499);
    expect(registry.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(registry.size).toBe(1);
    connection.dispose();
    expect(registry.size).toBe(0);
  });
});

describe('a new version of the API', () => {
  const unfit: Start = { kind: 'refused', errors: [{ errorType: 'SchemaChanged', message: 'gone' }] };

  test('ends with an error the subscriptions that do not fit; the socket and the others go on', async () => {
    let fits = true;
    const { connection, sent, closes, registry } = open({
      refit: (parts) => (fits || (parts as { id?: string }).id === 'b' ? { kind: 'started', parts } : unfit),
    });
    await connection.receive(start('a'));
    await connection.receive(start('b'));
    fits = false;
    expect(connection.refit()).toEqual({ kept: 1, ended: 1 });
    expect(sent).toEqual(['start_ack a', 'start_ack b', 'error a', 'complete a']);
    expect([closes, registry.size]).toEqual([[], 1]);
    fits = true;
    await connection.receive(start('a'));
    expect(sent.at(-1)).toBe('start_ack a');
  });

  test('refuses a subscription that began before it, and would have been acknowledged after it', async () => {
    let finish: (outcome: Start) => void = () => undefined;
    let fits = true;
    const { connection, sent, registry } = open({
      start: () => new Promise((resolve) => (finish = resolve)),
      refit: (parts) => (fits ? { kind: 'started', parts } : unfit),
    });
    const begun = connection.receive(start('s'));
    await vi.advanceTimersByTimeAsync(0);
    fits = false;
    expect(connection.refit()).toEqual({ kept: 1, ended: 0 });
    finish(started());
    await begun;
    expect([sent, registry.size]).toEqual([['error s'], 0]);
  });
});

function started(): Start {
  const parts = { fieldName: 'onX', deliveryKey: '', filter: argumentFilter({}), invalidationFilter: null };
  // The connection reads nothing of what is delivered.
  return { kind: 'started', parts: parts as StartedParts };
}

function kind(frame: string): string {
  const { type, id } = JSON.parse(frame) as { type: string; id?: string };
  return id === undefined ? type : `${type} ${id}`;
}
