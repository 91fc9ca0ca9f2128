import { floor, max, min, random, round } from './primordials.ts';

export const math = {
  roundNum: (input: number): number => round(input),
  minVal: (left: number, right: number): number => min(left, right),
  maxVal: (left: number, right: number): number => max(left, right),
  randomDouble: (): number => random(),
  /** A whole number from `start` to below `end`; the documentation leaves open whether `end` itself may come. */
  randomWithinRange: (start: number, end: number): number => floor(start + random() * (end - start)),
};
