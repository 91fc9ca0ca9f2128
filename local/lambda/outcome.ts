/** What became of one invocation. */
export type LambdaOutcome =
  /** `value` is plain JSON data; a handler that returned nothing gives null. */
  | { readonly kind: 'returned'; readonly value: unknown }
  /** The handler threw, did not load, ran out of its own time, or its process ended. */
  | { readonly kind: 'failed'; readonly error: LambdaError }
  /** The caller's `timeoutMs` passed. The handler goes on, as it does in AWS, and its result is dropped. */
  | { readonly kind: 'abandoned' };

/** An error as Lambda answers it ("Lambda function errors in Node.js"). */
export interface LambdaError {
  /** The error's class, or Lambda's own word, such as `Sandbox.Timedout` or `Runtime.ExitError`. */
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, line by line; empty where the handler did not throw. */
  readonly trace: readonly string[];
}

export function failed(errorType: string, errorMessage: string, trace: readonly string[] = []): LambdaOutcome {
  return { kind: 'failed', error: { errorType, errorMessage, trace } };
}
