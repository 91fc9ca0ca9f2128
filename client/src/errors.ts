import type { ErrorCode, ErrorType } from '../../generated/schema.ts';

/**
 * The exact reason, for programs: what the server's `errorInfo.code` says, or one of ours.
 *
 * - `NETWORK`: the request did not reach the service, or its answer did not come back.
 * - `TIMEOUT`: no answer in time. The service may have done the work all the same; a send is safe to repeat with its `id`.
 * - `OUTBOX_FULL`: so much waits to be sent that no more is taken; `limit` says how much. Nothing was kept.
 * - `STORAGE_FULL`: this device has no room to keep what is to be sent. Nothing was kept.
 * - `PERSON_CHANGED`: the session is another person's than the one that this `Parley` is for. What is kept to be sent waits, and nothing else is done.
 * - `CLOSED`: the `Parley` was closed before.
 * - `UNKNOWN`: an answer that this version of the client has no word for; `cause` holds it.
 */
export type MessagingErrorCode =
  ErrorCode | 'NETWORK' | 'TIMEOUT' | 'OUTBOX_FULL' | 'STORAGE_FULL' | 'PERSON_CHANGED' | 'CLOSED' | 'UNKNOWN';

/**
 * The kind of failure: the server's `errorType`, `Unreachable` when it was not reached, `Storage` when this device could not keep
 * something, `Closed` after the end, `Unknown` for the rest.
 */
export type MessagingErrorType = ErrorType | 'Unreachable' | 'Storage' | 'Closed' | 'Unknown';

export interface MessagingErrorDetails {
  code: MessagingErrorCode;
  type: MessagingErrorType;
  message: string;
  /** Default: true for what passes by itself (`Unreachable`, `Unavailable`, `RateLimited`), else false. */
  retryable?: boolean | undefined;
  field?: string | undefined;
  limit?: number | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** The one error that this package throws. Decide by `code`, `type` and `retryable`; `message` is for people and may change. */
export class MessagingError extends Error {
  override readonly name = 'MessagingError';
  readonly code: MessagingErrorCode;
  readonly type: MessagingErrorType;
  /** True = the same call may succeed later, and repeating it does no harm. */
  readonly retryable: boolean;
  /** The argument or input field that is wrong. Absent = no single one is. */
  readonly field?: string;
  /** The limit that `field` passed. */
  readonly limit?: number;
  /** How long to wait before trying again. Absent = the service did not say. */
  readonly retryAfterMs?: number;

  constructor(details: MessagingErrorDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = details.code;
    this.type = details.type;
    this.retryable = details.retryable ?? passesByItself(details.type);
    if (details.field !== undefined) this.field = details.field;
    if (details.limit !== undefined) this.limit = details.limit;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
  }
}

/**
 * True = it will not pass. Whoever keeps following something ends with such an error alone: one that this version has no word for may be
 * anybody's mistake on the way, and is tried again.
 */
export function isFinal({ retryable, type }: MessagingError): boolean {
  return !retryable && type !== 'Unknown';
}

/**
 * True = there is no session, and the application says so itself: its token is empty. One that was refused, or could not be got, may be there
 * all the same, and has a cause.
 */
export function isSignedOut({ code, cause }: MessagingError): boolean {
  return code === 'SESSION_REQUIRED' && cause === undefined;
}

export function closed(): MessagingError {
  return new MessagingError({ code: 'CLOSED', type: 'Closed', message: 'It is closed.' });
}

/** Why a store failed, by the failure that it told. */
export function unkept(cause: unknown): MessagingError {
  if (cause instanceof MessagingError) return cause;
  const isFull = cause instanceof Error && cause.name === 'QuotaExceededError';
  const message = 'This device could not keep it.';
  return new MessagingError({ code: isFull ? 'STORAGE_FULL' : 'UNKNOWN', type: 'Storage', message, cause });
}

function passesByItself(type: MessagingErrorType): boolean {
  return type === 'Unreachable' || type === 'Unavailable' || type === 'RateLimited';
}
