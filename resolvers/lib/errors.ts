import { util } from '@aws-appsync/utils';
import type { ErrorCode, ErrorType } from '#generated/schema';

export interface Failure {
  type: ErrorType;
  code: ErrorCode;
  message: string;
  /** The argument or input field that is wrong. */
  field?: string;
  /** The limit that `field` passed. */
  limit?: number | undefined;
  /** When to try again, at the earliest. */
  retryAfterMs?: number;
}

/** Ends the resolver with a typed error: the one way in which Parley's resolvers fail. */
export function fail(failure: Failure): never {
  util.error(failure.message, failure.type, null, {
    code: failure.code,
    field: failure.field,
    limit: failure.limit,
    retryAfterMs: failure.retryAfterMs,
    retryable: failure.type === 'Unavailable' || failure.type === 'RateLimited',
  });
}

/** Ends the resolver for good reasons of the input: `field` names what is wrong with it. */
export function failInput(code: ErrorCode, field: string, message: string, limit?: number): never {
  fail({ type: 'InvalidInput', code, field, message, limit });
}

interface Answer {
  error?: { type: string; message: string };
  result?: unknown;
}

/** What a transaction was cancelled for where others were at work on its rows, and nothing is broken. */
const ofOthers = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];

/**
 * Ends the resolver where its data source failed. The caller learns that it may try again, and nothing of tables or keys; the
 * reason goes to the log. For failures that have a meaning, look at `ctx.error` before calling this.
 */
export function requireAnswer(ctx: Answer): void {
  if (ctx.error) {
    const reasons = (ctx.result as { cancellationReasons?: { type: string }[] } | null | undefined)
      ?.cancellationReasons;
    const isOfOthers = !!reasons && reasons.length > 0 && reasons.every(({ type }) => ofOthers.indexOf(type) >= 0);
    if (isOfOthers || isConflict(ctx.error)) failContended();
    console.error(ctx.error.type, ctx.error.message);
    failUnavailable();
  }
}

/** A transaction is at work on the same item this very moment: nothing was written, and nothing is known against it. */
export function isConflict(error: { type: string } | null | undefined): boolean {
  return error?.type === 'DynamoDB:TransactionConflictException';
}

/** Ends the resolver where the caller does too much at once. */
export function failLimited(retryAfterMs: number): never {
  fail({ type: 'RateLimited', code: 'SEND_LIMIT', message: 'Too much at once. Wait a moment.', retryAfterMs });
}

/**
 * Ends the resolver where somebody else was at work on the same thing in the same moment: nothing is broken, and trying again looks anew. What the
 * log is searched for (infra/watching/log-metrics.ts) leaves these words out.
 */
export function failContended(): never {
  fail({
    type: 'Unavailable',
    code: 'CONTENDED',
    message: 'Somebody else changed this in this very moment. Try again.',
  });
}

export function failUnavailable(): never {
  fail({
    type: 'Unavailable',
    code: 'SERVICE_UNAVAILABLE',
    message: 'The service can not answer right now. Try again.',
  });
}
