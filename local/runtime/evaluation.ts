/** What one run of a `request` or `response` handler is given and what it leaves behind. All of it is plain JSON data. */

export interface HandlerContext {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** null = API key. */
  readonly identity: unknown;
  /** null for root fields. */
  readonly source: unknown;
  readonly stash: Readonly<Record<string, unknown>>;
  readonly prev: { readonly result: unknown } | null;
  /** Response handlers only. */
  readonly result?: unknown;
  /** Response handlers only, where the data source failed. */
  readonly error?: { readonly message: string; readonly type: string };
  readonly request: {
    readonly headers: Readonly<Record<string, string | string[]>>;
    readonly domainName: string | null;
  };
  readonly info: {
    readonly fieldName: string;
    readonly parentTypeName: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly selectionSetList: readonly string[];
    readonly selectionSetGraphQL: string;
  };
  readonly env: Readonly<Record<string, string>>;
}

/** An error as resolver code raises it; the executor adds `path` and `locations`. */
export interface ResolverError {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

export type Outcome =
  /** The handler returned; `undefined` arrives as null. */
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'earlyReturn'; readonly value: unknown; readonly skipTo: 'END' | 'NEXT' }
  /** `util.error`, `util.unauthorized`, or an exception of the code itself (errorType `Code`). */
  | { readonly kind: 'error'; readonly error: ResolverError };

export interface Evaluation {
  readonly outcome: Outcome;
  readonly stash: Readonly<Record<string, unknown>>;
  /** `util.appendError`, in call order. */
  readonly appendedErrors: readonly ResolverError[];
  /** `extensions.*`. Undefined = not called; the last call wins. */
  readonly subscriptionFilter?: unknown;
  readonly invalidationFilter?: unknown;
  readonly invalidations: readonly {
    readonly subscriptionField: string;
    readonly payload: Readonly<Record<string, unknown>>;
  }[];
  /** `util.http.addResponseHeader(s)`. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** The length of all headers that the request has defined up to here, replaced ones included. */
  readonly responseHeadersLength: number;
  /** Calls of `extensions.evictFromApiCache`. */
  readonly cacheEvictions: number;
  /** `console.log` and friends, as AppSync writes them: `INFO - code.js:12:3: "text"`. */
  readonly logs: readonly string[];
  /** The places in the author's own files, as in `resolvers/lib/ids.ts:12:3`; null = unknown. For this server's log alone. */
  readonly sources: {
    /** One for each of `logs`. */
    readonly logs: readonly (string | null)[];
    /** Where the code threw; null also where it did not. */
    readonly error: string | null;
  };
}

/** What earlier runs of one request have used up of what the request as a whole may use. */
export interface RequestUse {
  readonly isMutation: boolean;
  /** Each as JSON text of `{ subscriptionField, payload }`. */
  readonly invalidations: readonly string[];
  readonly responseHeadersLength: number;
  /** What is left of the time that the request may take, in milliseconds. A run ends when it is over, or after 10 s. */
  readonly timeLeftMs: number;
}

export type HandlerName = 'request' | 'response';

/** Code that passed every check of `loadCode`. Safe to run any number of times; runs share nothing. */
export interface ResolverCode {
  readonly origin: string;
  readonly handlers: ReadonlySet<HandlerName>;
  /** Without `used` it is the first run of a query. */
  run(handler: HandlerName, context: HandlerContext, used?: RequestUse): Evaluation;
}
