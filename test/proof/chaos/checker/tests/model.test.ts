import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkLines } from '../check.ts';
import { modelRun } from './model-run.ts';

const runs = 2_000;

it('finds nothing wrong with runs that keep every promise', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const violations = checkLines(modelRun(seed));
      expect(violations.map(({ invariant, words }) => `${invariant}: ${words}`)).toEqual([]);
    }),
    { numRuns: runs },
  );
});
