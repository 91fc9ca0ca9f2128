import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, marginMs, type Wish } from '../../../client/src/following/allocate.ts';

const anyWishes: fc.Arbitrary<Wish[]> = fc
  .uniqueArray(fc.nat(40), { maxLength: 30 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ channelId: fc.constant(`c${id}`), at: fc.nat(300_000) }))));

const anyStory = fc.array(fc.record({ wishes: anyWishes, room: fc.integer({ min: -2, max: 20 }) }), {
  minLength: 1,
  maxLength: 12,
});

describe('subscriptions', () => {
  test('go to as many as there is room for, and to nobody who is less recent by more than the margin', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let held = new Set<string>();
        for (const { wishes, room } of story) {
          const chosen = allocate(wishes, held, room);
          expect(chosen.size).toBe(Math.min(wishes.length, Math.max(0, room)));
          const inside = wishes.filter(({ channelId }) => chosen.has(channelId));
          const outside = wishes.filter(({ channelId }) => !chosen.has(channelId));
          const least = Math.min(...inside.map(({ at }) => at));
          for (const { at } of outside) if (inside.length > 0) expect(at - least).toBeLessThanOrEqual(marginMs);
          // Who lost theirs lost it to the limit, or to somebody who is much more recent.
          const lost = outside.filter(({ channelId }) => held.has(channelId));
          const come = inside.filter(({ channelId }) => !held.has(channelId));
          if (come.length > 0 && wishes.filter(({ channelId }) => held.has(channelId)).length <= room) {
            for (const { at } of lost) expect(Math.max(...come.map((one) => one.at)) - at).toBeGreaterThan(marginMs);
          }
          // Asked again, nothing changes.
          expect(allocate(wishes.toReversed(), chosen, room)).toEqual(chosen);
          held = chosen;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('move to the most recent channel from the least recent', () => {
    const wishes = [1, 2, 3].map((day) => ({ channelId: `c${day}`, at: day * 86_400_000 }));
    const held = allocate(wishes, new Set(), 2);
    expect([...held].sort()).toEqual(['c2', 'c3']);
    const after = allocate([{ channelId: 'c1', at: 4 * 86_400_000 }, ...wishes.slice(1)], held, 2);
    expect([...after].sort()).toEqual(['c1', 'c3']);
  });

  test('stay where they are among channels that are equally busy', () => {
    const held = new Set(['c1', 'c2']);
    const wishes = ['c1', 'c2', 'c3', 'c4'].map((channelId, index) => ({ channelId, at: index * 1_000 }));
    expect(allocate(wishes, held, 2)).toEqual(held);
  });
});
