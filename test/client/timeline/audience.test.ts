import { describe, expect, test, vi } from 'vitest';
import {
  act,
  acknowledge,
  followsOneChannel,
  hear,
  live,
  newest,
  sends,
  seqs,
  setAudience,
  statuses,
  subscriptions,
} from './followed-timeline.ts';

followsOneChannel();

describe('a subscription whose audience', () => {
  test('is another than a look tells is begun anew within 2 s', async () => {
    act(...sends(3));
    await live();
    hear(...act({ kind: 'send', by: 1 }));
    const before = newest();
    setAudience('w_c:2.1');
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
    setAudience('w_c:2.1');
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
