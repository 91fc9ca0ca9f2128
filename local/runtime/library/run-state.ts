import { Error, RangeError } from './primordials.ts';

/** What a run leaves behind besides its outcome. Values are JSON text, taken when the call was made. */
export interface RunState {
  readonly ctx: {
    readonly identity: unknown;
    readonly info: { readonly fieldName: string; readonly parentTypeName: string };
  };
  readonly appendedErrors: string[];
  readonly logs: string[];
  readonly invalidations: string[];
  readonly responseHeaders: Record<string, string>;
  /** All definitions count, also those that a later one replaces. */
  responseHeadersLength: number;
  subscriptionFilter: string | null;
  invalidationFilter: string | null;
  iterations: number;
}

/** "AppSync endpoints and quotas": iterations of for-in and for-of loops per run of a handler. */
const maxIterations = 1000;

// Handlers are synchronous and never start one another, so one run at a time is all there is.
let current: RunState | null = null;

export function beginRun(ctx: RunState['ctx']): RunState {
  current = {
    ctx,
    appendedErrors: [],
    logs: [],
    invalidations: [],
    responseHeaders: {},
    responseHeadersLength: 0,
    subscriptionFilter: null,
    invalidationFilter: null,
    iterations: 0,
  };
  return current;
}

export function currentRun(): RunState {
  if (current === null) throw new Error('no handler is running');
  return current;
}

/** Called at the start of every loop body. */
export function step(): void {
  const run = currentRun();
  run.iterations += 1;
  if (run.iterations > maxIterations) {
    throw new RangeError(`the loops of this run exceed ${maxIterations} iterations`);
  }
}
