/**
 * What was measured, as a histogram whose buckets grow by a constant factor: a kilobyte, however much was measured, and each value told from
 * it is within 4 % of one that was. Whole numbers below 13 are exact.
 */
export interface Sketch {
  readonly buckets: Uint32Array;
  count: number;
  /** The largest value, exactly. */
  max: number;
}

const bucketCount = 256;
/** A day in milliseconds. What is larger counts as this. */
export const largestValue = 86_400_000;
/** The first bucket is for what is below 1. */
const perBucket = Math.log(largestValue) / (bucketCount - 2);

export function createSketch(): Sketch {
  return { buckets: new Uint32Array(bucketCount), count: 0, max: 0 };
}

/** Adds a value; below 0, or no number, counts as 0. */
export function measure(sketch: Sketch, value: number): void {
  const within = Math.min(largestValue, Math.max(0, value || 0));
  const bucket = within < 1 ? 0 : 1 + Math.floor(Math.log(within) / perBucket);
  // Every bucket is there.
  sketch.buckets[bucket]! += 1;
  sketch.count += 1;
  sketch.max = Math.max(sketch.max, within);
}

/** Both in one. */
export function together(one: Sketch, other: Sketch = createSketch()): Sketch {
  return {
    buckets: one.buckets.map((count, bucket) => count + (other.buckets[bucket] ?? 0)),
    count: one.count + other.count,
    max: Math.max(one.max, other.max),
  };
}

/** The values than which so large a part of all is not larger, for each of these parts (0.95: the 95th percentile), which rise. */
export function quantiles({ buckets, count, max }: Sketch, parts: readonly number[]): number[] {
  let bucket = -1;
  let seen = 0;
  return parts.map((part) => {
    while (seen < Math.ceil(part * count)) seen += buckets[++bucket] ?? 0;
    return Math.min(max, bucket < 1 ? 0 : Math.round(Math.exp((bucket - 0.5) * perBucket)));
  });
}

/** All values, or `most` of them that are spread as all are: the middle of each of as many equal parts. */
export function sample(sketch: Sketch, most: number): number[] {
  const size = Math.min(most, sketch.count);
  return quantiles(
    sketch,
    Array.from({ length: size }, (_, index) => (index + 0.5) / size),
  );
}
