import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexAt, mostRows, movedSpan, offsetsOf, piecesOf, spanFor } from '../../../web/src/list/window.ts';
import { messages, rowsOf } from './some-messages.ts';

const anyHeights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 900 });
const offsetsFor = (heights: readonly number[]) => {
  const { rows } = rowsOf({ messages: messages(1, Math.max(0, heights.length - 2)) });
  return offsetsOf(rows.slice(0, heights.length), (row) => heights[rows.indexOf(row)] ?? 1);
};
const anyOffsets = anyHeights.map((heights) =>
  Float64Array.from([0, ...heights]).map((_, index, all) => sum(all, index)),
);

function sum(all: Float64Array, through: number): number {
  return all.subarray(0, through + 1).reduce((total, height) => total + height, 0);
}

describe('the window', () => {
  test('offsets are the sums of heights', () => {
    expect([...offsetsFor([10, 20, 5])]).toEqual([0, 10, 30, 35]);
    expect([...offsetsOf([], () => 1)]).toEqual([0]);
  });

  test('the row at a place is the one that begins there or before', () => {
    const offsets = Float64Array.from([0, 10, 30, 35]);
    expect([-5, 0, 9.5, 10, 29, 30, 34, 99].map((y) => indexAt(offsets, y))).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
    expect(indexAt(Float64Array.from([0]), 3)).toBe(-1);
  });

  test('what is in sight is drawn, and never too many rows', () => {
    fc.assert(
      fc.property(anyOffsets, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3000), (offsets, place, height) => {
        const count = offsets.length - 1;
        const top = place * offsets[count]!;
        const span = spanFor(offsets, top, top + height, null);
        expect(span.start).toBeLessThanOrEqual(indexAt(offsets, top));
        expect(span.end - span.start).toBeLessThanOrEqual(mostRows);
        expect(span.end).toBeLessThanOrEqual(count);
        const inSight = indexAt(offsets, top + height) - indexAt(offsets, top) + 1;
        if (inSight < mostRows) expect(span.end).toBeGreaterThan(indexAt(offsets, top + height));
      }),
    );
  });

  test('a span is kept while it has enough in reserve', () => {
    const offsets = Float64Array.from({ length: 1001 }, (_, index) => index * 30);
    const span = spanFor(offsets, 15_000, 15_600, null);
    expect(spanFor(offsets, 15_300, 15_900, span)).toBe(span);
    expect(spanFor(offsets, 18_000, 18_600, span)).not.toBe(span);
  });

  test('pieces are as high as the list, each row once, in order, kept rows among them, a blank first', () => {
    fc.assert(
      fc.property(anyOffsets, fc.nat(), fc.nat(), fc.array(fc.nat(950)), (offsets, a, b, kept) => {
        const count = offsets.length - 1;
        const [start, end] = [a % count, b % (count + 1)].sort((x, y) => x - y) as [number, number];
        const pieces = piecesOf({ start, end }, kept, offsets);
        expect(pieces[0]?.kind).toBe('blank');
        const indexes = pieces.flatMap((piece) => (piece.kind === 'row' ? [piece.index] : []));
        expect(indexes).toEqual([...new Set(indexes)].sort((x, y) => x - y));
        for (const index of kept) if (index < count) expect(indexes).toContain(index);
        for (let index = start; index < end; index += 1) expect(indexes).toContain(index);
        let height = 0;
        for (const piece of pieces) {
          if (piece.kind === 'blank') height += piece.height;
          else {
            // Each row stands where it would stand with all rows drawn.
            expect(height).toBeCloseTo(offsets[piece.index]!);
            height += offsets[piece.index + 1]! - offsets[piece.index]!;
          }
        }
        expect(height).toBeCloseTo(offsets[count]!);
      }),
    );
  });

  test('what was drawn is followed to where it is now', () => {
    const before = rowsOf({ messages: messages(50, 20) });
    const now = rowsOf({ messages: messages(1, 69) }, before);
    const { start, end } = movedSpan({ start: 2, end: 12 }, before, now);
    expect([now.rows[start]?.key, now.rows[end - 1]?.key]).toEqual([before.rows[2]?.key, before.rows[11]?.key]);
    expect(movedSpan({ start: 2, end: 12 }, before, rowsOf({ messages: messages(900, 9) }))).toEqual({
      start: 0,
      end: 0,
    });
  });
});
