import type { RequestUse } from '../evaluation.ts';
import { Error } from './primordials.ts';

/** What a run leaves behind besides its outcome. Values are JSON text, taken when the call was made. */
export interface RunState {
  readonly ctx: {
    readonly identity: unknown;
    readonly info: { readonly fieldName: string; readonly parentTypeName: string };
  };
  /** What the runs before this one took of what a request may take. */
  readonly used: RequestUse;
  readonly appendedErrors: string[];
  readonly logs: string[];
  readonly invalidations: string[];
  readonly responseHeaders: Record<string, string>;
  /** All definitions of the request count, also those that a later one replaces. */
  responseHeadersLength: number;
  subscriptionFilter: string | null;
  invalidationFilter: string | null;
  cacheEvictions: number;
}

// Handlers are synchronous and never start one another, so one run at a time is all there is.
let current: RunState | null = null;

export function beginRun(ctx: RunState['ctx'], used: RequestUse): RunState {
  current = {
    ctx,
    used,
    appendedErrors: [],
    logs: [],
    invalidations: [],
    responseHeaders: {},
    responseHeadersLength: used.responseHeadersLength,
    subscriptionFilter: null,
    invalidationFilter: null,
    cacheEvictions: 0,
  };
  return current;
}

export function currentRun(): RunState {
  if (current === null) throw new Error('no handler is running');
  return current;
}
