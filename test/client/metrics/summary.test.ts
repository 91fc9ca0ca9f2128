import { beforeEach, describe, expect, test } from 'vitest';
import { createSummary } from '../../../client/src/metrics/summary.ts';
import { type HandClock, handClock } from '../support/hand-clock.ts';

const minute = 60_000;
let clock: HandClock;
let summary: ReturnType<typeof createSummary>;

beforeEach(() => {
  clock = handClock();
  summary = createSummary(clock);
});

const took = (value: number) => summary.note({ name: 'delivery-latency', value });

describe('the summary', () => {
  test('is empty where nothing happened', () => {
    expect(summary.state()).toEqual({});
  });

  test('tells how often, and of what was measured its middle, its 95th percentile and its largest', () => {
    for (let value = 1; value <= 100; value += 1) took(value);
    took(9_000);
    summary.note({ name: 'gap-found' });
    const { 'delivery-latency': latency, 'gap-found': gaps } = summary.state();
    expect(latency).toEqual({
      count: 101,
      recent: { count: 101, p50: expect.closeTo(51, -1), p95: expect.closeTo(96, -1), max: 9_000 },
    });
    expect(gaps).toEqual({ count: 1, recent: null });
  });

  test('is the same object until something changes', () => {
    took(5);
    const state = summary.state();
    expect(summary.state()).toBe(state);
    took(6);
    expect(summary.state()).not.toBe(state);
    expect(state['delivery-latency']?.count).toBe(1);
  });

  test('forgets what was measured more than ten minutes ago, keeps what was within five, and counts on', async () => {
    took(9_000);
    await clock.advance(5 * minute);
    took(10);
    expect(summary.state()['delivery-latency']?.recent).toMatchObject({ count: 2, max: 9_000 });
    await clock.advance(5 * minute);
    expect(summary.state()['delivery-latency']).toEqual({ count: 2, recent: { count: 1, p50: 10, p95: 10, max: 10 } });
    await clock.advance(5 * minute);
    expect(summary.state()['delivery-latency']).toEqual({ count: 2, recent: null });
  });

  test('forgets at once what lies beyond a long pause', async () => {
    took(9_000);
    await clock.advance(11 * minute);
    took(1);
    expect(summary.state()['delivery-latency']?.recent).toMatchObject({ count: 1, max: 1 });
  });

  test('tells its listeners once a second at most, however much happens, and none that has gone', async () => {
    let told = 0;
    let gone = 0;
    summary.onChange(() => (told += 1));
    summary.onChange(() => (gone += 1))();
    for (let tenths = 0; tenths < 30; tenths += 1) {
      for (let index = 0; index < 50; index += 1) took(index);
      await clock.advance(100);
    }
    expect([told, gone]).toEqual([3, 0]);
    await clock.advance(minute);
    expect(told).toBe(3);
  });

  test('tells nothing once it is closed', async () => {
    let told = 0;
    summary.onChange(() => (told += 1));
    took(1);
    summary.close();
    await clock.advance(minute);
    expect(told).toBe(0);
  });
});
