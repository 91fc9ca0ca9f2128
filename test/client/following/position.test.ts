import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasHole,
  type PositionRange,
  unknownPosition,
  withHead,
  withHeard,
  withLoadedThrough,
} from '../../../client/src/following/position.ts';

describe('a position', () => {
  test('knows of no hole before the first catch-up', () => {
    const position = withHeard(unknownPosition, 7);
    expect([hasHole(position), position.head]).toEqual([false, 7]);
  });

  test('has a hole where an event is missing, until it comes', () => {
    const ahead = withHeard(withLoadedThrough(unknownPosition, 3), 5);
    expect([hasHole(ahead), ahead.head]).toEqual([true, 5]);
    expect(withHeard(ahead, 4)).toEqual({ through: 5, ahead: [], head: 5 });
  });

  test('has a hole where the head is beyond what was heard', () => {
    const told = withHead(withLoadedThrough(unknownPosition, 3), 4);
    expect(hasHole(told)).toBe(true);
    expect(hasHole(withHeard(told, 4))).toBe(false);
    expect(withHead(told, 2)).toBe(told);
  });

  test('has none after it was loaded through', () => {
    const ahead = withHeard(withLoadedThrough(unknownPosition, 3), 9);
    expect(withLoadedThrough(ahead, 8)).toEqual({ through: 9, ahead: [], head: 9 });
    expect(hasHole(withLoadedThrough(ahead, 6))).toBe(true);
  });

  test('never goes back', () => {
    const position = withLoadedThrough(unknownPosition, 5);
    expect(withLoadedThrough(position, 2).through).toBe(5);
    expect(withHeard(position, 2)).toBe(position);
  });

  test('is the same whatever the order and repetition of what was heard', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 })), fc.nat(10), (seqs, start) => {
        const position = seqs.reduce(withHeard, withLoadedThrough(unknownPosition, start));
        let through = start;
        while (seqs.includes(through + 1)) through += 1;
        const ahead = [...new Set(seqs.filter((seq) => seq > through))].sort((a, b) => a - b);
        expect({ ...position, ahead: position.ahead.flatMap(all) }).toEqual({
          through,
          ahead,
          head: Math.max(start, ...seqs),
        });
        for (const [index, { from }] of position.ahead.entries()) {
          expect(from).toBeGreaterThan((position.ahead[index - 1]?.through ?? through) + 1);
        }
      }),
    );
  });
});

function all({ from, through }: PositionRange): number[] {
  return Array.from({ length: through - from + 1 }, (_, index) => from + index);
}
