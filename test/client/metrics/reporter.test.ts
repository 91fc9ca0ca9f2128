import { beforeEach, describe, expect, test } from 'vitest';
import type { MetricInput } from '../../../generated/operations.ts';
import type { Environment, EnvironmentEvent } from '../../../client/src/connection/environment.ts';
import { MessagingError } from '../../../client/src/errors.ts';
import { createReporter, type Reporter } from '../../../client/src/metrics/reporter.ts';
import { type HandClock, handClock, settle } from '../support/hand-clock.ts';

const minute = 60_000;
const unavailable = new MessagingError({ code: 'SERVICE_UNAVAILABLE', type: 'Unavailable', message: 'Not now.' });

let clock: HandClock;
let sent: MetricInput[][];
/** What becomes of each report; a promise that never settles = no answer yet. */
let answer: () => Promise<void>;
let tell: (event: EnvironmentEvent) => void;
let hasNetwork: boolean;
let listeners: number;
let random: number;
let reporter: Reporter;

beforeEach(() => {
  clock = handClock();
  sent = [];
  answer = () => Promise.resolve();
  hasNetwork = true;
  listeners = 0;
  random = 0.5;
  const environment: Environment = {
    hasNetwork: () => hasNetwork,
    isVisible: () => true,
    listen(to) {
      tell = to;
      listeners += 1;
      return () => (listeners -= 1);
    },
  };
  reporter = createReporter({
    clock,
    environment,
    everyMs: minute,
    random: () => random,
    send(metrics) {
      sent.push(metrics);
      return answer();
    },
  });
});

const poll = () => reporter.note({ name: 'poll', why: 'routine' });
const find = () => reporter.note({ name: 'gap-found' });
/** How often each report was of something, by its first metric. */
const counts = () => sent.map(([first]) => first?.count);

describe('a reporter', () => {
  test('sends what was noted, once a minute, and nothing where nothing was', async () => {
    await clock.advance(10 * minute);
    expect(sent).toEqual([]);
    find();
    find();
    await clock.advance(minute - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([[{ name: 'GAP_FOUND', count: 2, values: null, reasons: [] }]]);
    await clock.advance(10 * minute);
    expect(sent).toHaveLength(1);
    find();
    await clock.advance(minute);
    expect(counts()).toEqual([2, 1]);
  });

  test('sends looks along with what else there is, and makes no report of them alone', async () => {
    poll();
    poll();
    await clock.advance(10 * minute);
    tell('became-hidden');
    expect(sent).toEqual([]);
    find();
    await clock.advance(minute);
    expect(sent).toEqual([
      [
        { name: 'POLL', count: 2, values: null, reasons: [{ reason: 'ROUTINE', count: 2 }] },
        { name: 'GAP_FOUND', count: 1, values: null, reasons: [] },
      ],
    ]);
  });

  test.each([
    ['half', 0, minute / 2],
    ['one and a half', 0.999, 1.499 * minute],
  ])('waits from half to one and a half minutes: %s', async (_, chance, due) => {
    random = chance;
    find();
    await clock.advance(due - 1);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toHaveLength(1);
  });

  test('has one under way at a time, and keeps what is noted meanwhile', async () => {
    let arrive = () => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    find();
    await clock.advance(minute);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      find();
      await clock.advance(minute);
    }
    expect(counts()).toEqual([1]);
    arrive();
    await clock.advance(2 * minute);
    expect(counts()).toEqual([1, 5]);
  });

  test('loses what fails, sends nothing twice, and comes ever less often, up to each 16 minutes', async () => {
    answer = () => Promise.reject(unavailable);
    const at: number[] = [];
    for (let minutes = 0; minutes < 80; minutes += 1) {
      find();
      await clock.advance(minute);
      if (sent.length > at.length) at.push(minutes + 1);
    }
    expect(at).toEqual([1, 3, 7, 15, 31, 47, 63, 79]);
    expect(counts()).toEqual([1, 2, 4, 8, 16, 16, 16, 16]);
    answer = () => Promise.resolve();
    for (let minutes = 0; minutes < 20; minutes += 1) {
      find();
      await clock.advance(minute);
    }
    // As often as before, once one arrived.
    expect(sent.length).toBeGreaterThanOrEqual(at.length + 4);
  });

  test('waits for a session, as for any other trouble that may pass', async () => {
    answer = () =>
      Promise.reject(new MessagingError({ code: 'SESSION_REQUIRED', type: 'Unauthenticated', message: 'Sign in.' }));
    find();
    await clock.advance(minute);
    answer = () => Promise.resolve();
    find();
    await clock.advance(2 * minute);
    expect(counts()).toEqual([1, 1]);
  });

  test('ends for good where the service will never take it, as one does that is older', async () => {
    answer = () =>
      Promise.reject({ errors: [{ message: 'Field "reportMetrics" is undefined', errorType: 'ValidationError' }] });
    find();
    await clock.advance(minute);
    find();
    await clock.advance(100 * minute);
    expect(sent).toHaveLength(1);
    expect(listeners).toBe(0);
  });

  test('keeps what it has while there is no network, without asking for one', async () => {
    hasNetwork = false;
    find();
    await clock.advance(10 * minute);
    find();
    expect(sent).toEqual([]);
    hasNetwork = true;
    await clock.advance(minute);
    expect(counts()).toEqual([2]);
  });

  test('sends what it has when the page is left, but not at each turn', async () => {
    find();
    tell('became-hidden');
    expect(counts()).toEqual([1]);
    await settle();
    find();
    await clock.advance(9_999);
    tell('became-hidden');
    expect(counts()).toEqual([1]);
    await clock.advance(1);
    tell('became-visible');
    expect(counts()).toEqual([1]);
    tell('became-hidden');
    expect(counts()).toEqual([1, 1]);
    await settle();
    tell('became-hidden');
    await clock.advance(10 * minute);
    // Nothing was left over.
    expect(counts()).toEqual([1, 1]);
  });

  test('sends nothing when the page is left in an outage', async () => {
    answer = () => Promise.reject(unavailable);
    find();
    await clock.advance(minute);
    find();
    await clock.advance(minute);
    tell('became-hidden');
    expect(counts()).toEqual([1]);
  });

  test('sends no more than the service takes, however much was noted', async () => {
    for (let index = 0; index < 1_000_005; index += 1) reporter.note({ name: 'delivery-latency', value: index % 500 });
    await clock.advance(minute);
    const [[latency] = []] = sent;
    expect(latency).toMatchObject({ name: 'DELIVERY_LATENCY', count: 1_000_000 });
    expect(latency?.values).toHaveLength(100);
  });

  test('sends nothing once it is closed, and keeps no timer nor listener', async () => {
    find();
    expect(listeners).toBe(1);
    reporter.close();
    find();
    await clock.advance(100 * minute);
    expect(sent).toEqual([]);
    expect(listeners).toBe(0);
  });
});
