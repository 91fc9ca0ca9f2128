import fc from 'fast-check';

/**
 * What a random test draws from. `SEED` in the environment repeats a run; the seed is printed, so that it can be.
 * `draw` gives the same values for the same seed, in the same order of calls.
 */
export function seeded(name: string): {
  readonly seed: number;
  draw<Value>(from: fc.Arbitrary<Value>, count: number): Value[];
} {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${name}: SEED=${seed}`);
  let draws = 0;
  return { seed, draw: (from, count) => fc.sample(from, { seed: seed + (draws += 1), numRuns: count }) };
}
