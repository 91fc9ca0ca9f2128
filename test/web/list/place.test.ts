import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corrected, isAtEndAfter, type Place, survived } from '../../../web/src/list/place.ts';
import { messages, rowsOf } from './some-messages.ts';

describe('the end', () => {
  test.each([
    ['stays the end while nothing is scrolled', true, { by: 0, toEnd: 300, hasNewer: false }, true],
    ['is left by scrolling up', true, { by: -40, toEnd: 40, hasNewer: false }, false],
    ['is not left by a hair', true, { by: -6, toEnd: 6, hasNewer: false }, true],
    ['is reached by scrolling down close to it', false, { by: 40, toEnd: 20, hasNewer: false }, true],
    ['is not reached further away', false, { by: 40, toEnd: 30, hasNewer: false }, false],
    ['is not reached by scrolling up', false, { by: -5, toEnd: 20, hasNewer: false }, false],
    ['is where there is nothing to scroll', false, { by: -5, toEnd: 0, hasNewer: false }, true],
    ['is none where newer messages are not loaded', true, { by: 40, toEnd: 0, hasNewer: true }, false],
  ])('%s', (_, wasAtEnd, scrolled, isAtEnd) => {
    expect(isAtEndAfter(wasAtEnd, scrolled)).toBe(isAtEnd);
  });
});

describe('a correction', () => {
  test('takes from the blank above while the reader scrolls, and scrolls once they rest', () => {
    expect(corrected({ by: 30, drift: 0, above: 500, isScrolling: true })).toEqual({ drift: -30, scrollBy: 0 });
    expect(corrected({ by: 30, drift: 0, above: 500, isScrolling: false })).toEqual({ drift: 0, scrollBy: 30 });
    expect(corrected({ by: 0, drift: -30, above: 500, isScrolling: false })).toEqual({ drift: 0, scrollBy: 30 });
  });

  test('scrolls where the blank has nothing to give', () => {
    expect(corrected({ by: 30, drift: 0, above: 20, isScrolling: true })).toEqual({ drift: 0, scrollBy: 30 });
    expect(corrected({ by: -30, drift: 0, above: 0, isScrolling: true })).toEqual({ drift: 0, scrollBy: -30 });
  });

  test('always brings the anchor back to where it should be, and never leaves a blank of less than nothing', () => {
    const anyPixels = fc.integer({ min: -3000, max: 3000 });
    fc.assert(
      fc.property(anyPixels, anyPixels, fc.nat(5000), fc.boolean(), (by, drift, above, isScrolling) => {
        const next = corrected({ by, drift, above, isScrolling });
        expect(by + (next.drift - drift) - next.scrollBy).toBe(0);
        expect(above + next.drift).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('an anchor', () => {
  const before = rowsOf({ messages: messages(1, 9) });
  const offsets = Float64Array.from({ length: before.rows.length + 1 }, (_, index) => index * 30);
  const place: Place = { kind: 'anchor', key: 'm5', top: 12 };
  const without = (...gone: number[]) =>
    rowsOf({ messages: messages(1, 9).filter(({ seq }) => !gone.includes(seq)) }, before);

  test('that is still there stays the same', () => {
    expect(survived(place, before, offsets, without(1, 9))).toBe(place);
  });

  test('that is gone is the row after it, where that one was', () => {
    expect(survived(place, before, offsets, without(5))).toEqual({ kind: 'anchor', key: 'm6', top: 42 });
  });

  test('that is gone with all after it is the row before it, where that one was', () => {
    expect(survived(place, before, offsets, without(5, 6, 7, 8, 9))).toEqual({ kind: 'anchor', key: 'm4', top: -18 });
  });

  test('that is gone with everything is the end', () => {
    expect(survived(place, before, offsets, rowsOf({ messages: messages(100, 3) }))).toEqual({ kind: 'end' });
  });
});
