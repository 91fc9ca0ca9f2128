import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createSketch,
  largestValue,
  measure,
  quantiles,
  sample,
  together,
} from '../../../client/src/metrics/sketch.ts';

function sketchOf(values: readonly number[]) {
  const sketch = createSketch();
  for (const value of values) measure(sketch, value);
  return sketch;
}

/** By sorting: what a sketch tells without keeping anything. */
function exactly(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? NaN;
}

describe('a sketch', () => {
  test('tells every quantile within 4 %, or half of one, whatever was measured', () => {
    const values = fc.array(
      fc.oneof(fc.nat(50), fc.nat(10_000), fc.nat(largestValue), fc.double({ min: 0, max: 5_000, noNaN: true })),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    const parts = [0.01, 0.25, 0.5, 0.95, 0.99, 1];
    fc.assert(
      fc.property(values, (given) => {
        const told = quantiles(sketchOf(given), parts);
        for (const [index, part] of parts.entries()) {
          const exact = exactly(given, part);
          expect(Math.abs((told[index] ?? NaN) - exact)).toBeLessThanOrEqual(Math.max(1, 0.5 + 0.04 * exact));
        }
      }),
    );
  });

  test('tells whole numbers below 13 as they are', () => {
    for (let value = 0; value < 13; value += 1)
      expect(quantiles(sketchOf([value, value, 500]), [0.5])).toEqual([value]);
  });

  test('keeps the largest exactly, and counts all', () => {
    expect(sketchOf([3, 12_345, 7])).toMatchObject({ count: 3, max: 12_345 });
  });

  test.each([
    ['below nothing as nothing', -5, 0],
    ['what is no number as nothing', NaN, 0],
    ['the largest as it is', largestValue, largestValue],
    ['beyond the largest as the largest', largestValue * 1000, largestValue],
    ['what never ends as the largest', Infinity, largestValue],
  ])('counts %s', (_, given, counted) => {
    const sketch = sketchOf([given]);
    expect(sketch).toMatchObject({ count: 1, max: counted });
    const [told = NaN] = quantiles(sketch, [1]);
    expect(Math.abs(told - counted)).toBeLessThanOrEqual(0.04 * counted);
  });

  test('takes no more room for a million values than for one', () => {
    const many = createSketch();
    for (let value = 0; value < 1_000_000; value += 1) measure(many, value);
    expect(many.buckets.byteLength).toBe(sketchOf([1]).buckets.byteLength);
    expect(many.count).toBe(1_000_000);
  });

  test('together with another tells what one of all would', () => {
    const lists = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(lists, lists, (some, others) => {
        expect(together(sketchOf(some), sketchOf(others))).toEqual(sketchOf([...some, ...others]));
      }),
    );
  });
});

describe('a sample', () => {
  test('is everything where that is not too much', () => {
    expect(sample(sketchOf([1, 1, 2, 9]), 100)).toEqual([1, 1, 2, 9]);
    expect(sample(sketchOf(Array.from({ length: 100 }, () => 5)), 100)).toHaveLength(100);
  });

  test('of more is as large as it may be, and spread as all are', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => (index % 10 === 0 ? 1_000 : 10));
    const taken = sample(sketchOf(values), 100);
    expect(taken).toHaveLength(100);
    expect(taken.filter((value) => value < 20)).toHaveLength(90);
    expect(taken).toEqual(taken.toSorted((a, b) => a - b));
  });

  test('of nothing is nothing', () => {
    expect(sample(createSketch(), 100)).toEqual([]);
  });
});
