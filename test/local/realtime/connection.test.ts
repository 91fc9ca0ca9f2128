import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../../local/realtime/connection.ts';
import { argumentFilter } from '../../../local/realtime/event-filter.ts';
import type { FrameError } from '../../../local/realtime/frames.ts';
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
}

function open({ authorized = Promise.resolve([]), start = () => Promise.resolve(started()) }: Situation = {}) {
  const sent: string[] = [];
  const closes: number[] = [];
  const registry = createRegistry();
  const outbound = { send: (frame: string) => void sent.push(kind(frame)) };
  const connection = new Connection({ outbound, registry, authorized, start, close: (code) => void closes.push(code) });
  return { connection, sent, closes, registry };
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

function started(): Start {
  const parts = { fieldName: 'onX', deliveryKey: '', filter: argumentFilter({}), invalidationFilter: null };
  // The connection reads nothing of what is delivered.
  return { kind: 'started', parts: parts as StartedParts };
}

function kind(frame: string): string {
  const { type, id } = JSON.parse(frame) as { type: string; id?: string };
  return id === undefined ? type : `${type} ${id}`;
}
