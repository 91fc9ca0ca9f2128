import type { Caller } from '../auth/caller.ts';
import type { Consumption } from '../datasources/data-source.ts';
import { waitUntil } from '../deadline.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { WireError } from './errors.ts';
import { FieldError } from './errors.ts';
import type { PreparedDocument } from './documents.ts';

/** One operation that somebody wants executed. */
export interface GraphQLRequest {
  readonly caller: Caller;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** As they came, before coercion. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The moment at which the request is given up, in epoch milliseconds. */
  readonly deadline: number;
}

/** One call of `extensions.invalidateSubscriptions`. */
export type Invalidation = Evaluation['invalidations'][number];

/** What the fields of one request share while it runs. */
export interface RequestState {
  readonly request: GraphQLRequest;
  readonly prepared: PreparedDocument;
  /**
   * `resolve`: fields with resolvers run them. `deliver`: an event is cut to a subscriber's selection; every field is a
   * property of its parent, as AppSync runs no resolver again for a subscriber.
   */
  readonly phase: 'resolve' | 'deliver';
  readonly appendedErrors: WireError[];
  readonly responseHeaders: Record<string, string>;
  readonly invalidations: Invalidation[];
  /** The length of all headers that resolvers defined, replaced ones included. */
  responseHeadersLength: number;
  /** What `extensions.evictFromApiCache` deleted; null = it was not called. This server has no cache. */
  apiCacheEntriesDeleted: number | null;
  readonly cost: { calls: number; readUnits: number; writeUnits: number };
  /** The mutation fields that ran, by the key under which the response has them. */
  readonly mutations: { readonly key: string; readonly fieldName: string }[];
  readonly logs: string[];
  /** Where resolver code threw, for the server's log: the place in the author's own file, and no values. */
  readonly codeFailures: string[];
  /** The subscription that started; null = none, or it was refused. */
  subscription: StartedSubscription | null;
  resolverRuns: number;
}

/** What a `start` left behind: its arguments, and the filters that its resolver set. Undefined = not set. */
export interface StartedSubscription {
  readonly fieldName: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly filter: unknown;
  readonly invalidationFilter: unknown;
}

/** AppSync Developer Guide, quotas: one request may take 30 s. */
export const REQUEST_TIMEOUT_MS = 30_000;

export function startRequest(
  prepared: PreparedDocument,
  request: GraphQLRequest,
  phase: RequestState['phase'] = 'resolve',
): RequestState {
  return {
    request,
    prepared,
    phase,
    appendedErrors: [],
    responseHeaders: {},
    invalidations: [],
    responseHeadersLength: 0,
    apiCacheEntriesDeleted: null,
    cost: { calls: 0, readUnits: 0, writeUnits: 0 },
    mutations: [],
    logs: [],
    codeFailures: [],
    subscription: null,
    resolverRuns: 0,
  };
}

export function addCost(state: RequestState, cost: Consumption): void {
  state.cost.calls += cost.calls;
  state.cost.readUnits += cost.readUnits;
  state.cost.writeUnits += cost.writeUnits;
}

/** Throws where the request has had its 30 s. */
export function checkDeadline(state: RequestState): void {
  if (Date.now() >= state.request.deadline) throw timedOut();
}

/** Waits for `work` no longer than the request may take. */
export function withinDeadline<Value>(state: RequestState, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut()), waitUntil(state.request.deadline));
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

function timedOut(): FieldError {
  return new FieldError({
    message: 'Execution timed out.',
    errorType: 'ExecutionTimeout',
    data: null,
    errorInfo: null,
  });
}
