import { isArray, RangeError, Reflect } from './primordials.ts';
import { requireWatch } from './watch.ts';

/** "AppSync endpoints and quotas": iterations of for-in and for-of loops per run of a handler. */
const maxIterations = 1000;

/**
 * Bounds of our own, far above what a handler of AppSync's limits needs: they only end what would never end or would take
 * the server's memory. Elements: what array methods visit or make. Text: characters of the strings that were made.
 */
const maxElements = 5_000_000;
/** Each element can cost a callback of some thousand calls, so that beyond this many a run has to be watched. */
const maxUnwatchedElements = 20_000;
const maxTextLength = 16 * 1024 * 1024;
const maxTotalText = 256 * 1024 * 1024;
/** Characters of a text times those of what is looked for in it, which is what a search can take. */
const maxSearch = 10_000_000_000;

let isMetering = false;
let iterations = 0;
let elements = 0;
let totalText = 0;

export function startMetering(): void {
  isMetering = true;
  iterations = 0;
  elements = 0;
  totalText = 0;
}

/** What the library still has to do for a run that has ended is not the code's. */
export function stopMetering(): void {
  isMetering = false;
}

export interface Meters {
  /** Called at the start of every loop body. */
  step(): void;
  /** Passes on the value of a `+`, a `+=` or a template. */
  grown(value: unknown): unknown;
  /** Passes on what is about to be spread, or enumerated as a whole. */
  spread(value: unknown): unknown;
}

export const meters: Meters = {
  step(): void {
    iterations += 1;
    if (iterations > maxIterations) throw new RangeError(`the loops of this run exceed ${maxIterations} iterations`);
  },
  grown(value: unknown): unknown {
    if (typeof value === 'string') countText(value.length);
    return value;
  },
  spread(value: unknown): unknown {
    if (typeof value === 'string' || isArray(value)) countElements(value.length);
    return value;
  },
};

/**
 * The callback of an array method, which one call of the method may run `maxIterations` times. AppSync stops there without an error and
 * goes on with what it has (github.com/aws/aws-appsync-community/issues/371); here the run fails, rather than give half an answer.
 */
export function boundedCallback(callback: unknown, length: number): unknown {
  if (!isMetering || length <= maxIterations || typeof callback !== 'function') return callback;
  let calls = 0;
  return function (this: unknown, ...given: unknown[]): unknown {
    calls += 1;
    if (calls > maxIterations) {
      throw new RangeError(`AppSync silently ends an array method after ${maxIterations} elements`);
    }
    return Reflect.apply(callback, this, given);
  };
}

export function countElements(count: number): void {
  if (!isMetering) return;
  elements += count;
  if (elements > maxUnwatchedElements) requireWatch();
  if (elements > maxElements) throw new RangeError(`this run works on more than ${maxElements} array elements`);
}

export function countText(length: number): void {
  if (!isMetering) return;
  if (length > maxTextLength) throw new RangeError(`a string of this run exceeds ${maxTextLength} characters`);
  totalText += length;
  if (totalText > maxTotalText) throw new RangeError(`the strings of this run exceed ${maxTotalText} characters`);
}

/** Nothing can stop the engine while it looks for one string in another. */
export function countSearch(text: string, part: unknown): void {
  if (!isMetering || typeof part !== 'string' || text.length * part.length <= maxSearch) return;
  throw new RangeError('this run looks for too long a string');
}

/** A call that is fast on any array that a run could make. */
export function countEnormous(length: number): void {
  if (length > maxElements) countElements(length);
}

/** How many elements a run may still make, so that a call can be told to stop there. */
export function elementsLeft(): number {
  return isMetering ? maxElements - elements : maxElements;
}
