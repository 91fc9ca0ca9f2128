import type { ErrorCode, ErrorType } from '../../generated/schema.ts';
import { MessagingError, type MessagingErrorCode, type MessagingErrorType } from './errors.ts';
import { errorsIn, record } from './untyped.ts';

/**
 * Says what a failure of Amplify's means. Amplify rejects with `{ data, errors }`, where an HTTP or network failure hides in the
 * `originalError` of the only entry, and tells a refused subscription inside a message: `Connection failed: <JSON or a word>`.
 */
export function classifyFailure(failure: unknown): MessagingError {
  if (failure instanceof MessagingError) return failure;
  const error = firstError(failure);
  const original = record(error['originalError']);
  if (original instanceof MessagingError) return original;

  const { statusCode, headers } = record(original['response']);
  if (typeof statusCode === 'number') return ofHttpStatus(statusCode, Number(record(headers)['retry-after']), failure);
  if (original['name'] === 'NetworkError' || isBrokenOff(original)) return unreachable(failure);

  const refusal = refusedSubscription(error['message']);
  return ofGraphqlError(refusal ?? error, failure);
}

/** The answer began and never ended. What it would have said is not known; the words are those of `fetch`, in Node and in browsers. */
function isBrokenOff({ name, message }: Record<string, unknown>): boolean {
  if (name === 'SyntaxError') return true;
  return name === 'TypeError' && /terminated|network|fetch|load failed/i.test(String(message));
}

export function sessionRequired(cause?: unknown): MessagingError {
  return new MessagingError({
    code: 'SESSION_REQUIRED',
    type: 'Unauthenticated',
    message: 'There is no valid session. Sign in again.',
    cause,
  });
}

function unreachable(cause: unknown): MessagingError {
  return new MessagingError({
    code: 'NETWORK',
    type: 'Unreachable',
    message: 'The service could not be reached.',
    cause,
  });
}

function unavailable(cause: unknown, retryAfterMs?: number): MessagingError {
  return new MessagingError({
    code: 'SERVICE_UNAVAILABLE',
    type: 'Unavailable',
    message: 'The service can not answer right now. Try again.',
    retryAfterMs,
    cause,
  });
}

/** The firewall says how long; whatever is no number of seconds, or more than it would say, says nothing. */
function ofHttpStatus(status: number, retryAfter: number, cause: unknown): MessagingError {
  if (status === 401) return sessionRequired(cause);
  const retryAfterMs = retryAfter > 0 && retryAfter <= longestRetryAfter ? retryAfter * 1000 : undefined;
  if (status === 429 || status >= 500) return unavailable(cause, retryAfterMs);
  // Such as 403, which is a firewall's word for one request: what one may not do, the API says in its own words, with HTTP 200.
  return new MessagingError({
    code: 'UNKNOWN',
    type: 'Unknown',
    message: `The service refused the request (HTTP ${status}).`,
    cause,
  });
}

/** In seconds. */
const longestRetryAfter = 300;

function ofGraphqlError(error: Record<string, unknown>, cause: unknown): MessagingError {
  const errorType = String(error['errorType'] ?? '');
  // AppSync's own words, beside those of the schema: the authorizer refused, a directive refused, or the service is overrun.
  // Older wordings of the first: `com.amazonaws.deepdish.graphql.auth#UnauthorizedException`, and a message of its own.
  if (/UnauthorizedException$/.test(errorType) || error['errorCode'] === 401) return sessionRequired(cause);
  if (/Token expired|token has expired/i.test(String(error['message']))) return sessionRequired(cause);
  // A data source's own failure is passed on by its name, as in `DynamoDB:ProvisionedThroughputExceededException`.
  if (/^DynamoDB:|Throttl|TooManyRequests|LimitExceeded|InternalFailure|ExecutionTimeout/.test(errorType)) {
    return unavailable(cause);
  }

  const info = record(error['errorInfo']);
  const type: MessagingErrorType = isErrorType(errorType)
    ? errorType
    : errorType === 'Unauthorized'
      ? 'Forbidden'
      : 'Unknown';
  return new MessagingError({
    code: codeOf(info['code'], type),
    type,
    message: typeof error['message'] === 'string' ? error['message'] : 'The service answered with an unknown error.',
    retryable: typeof info['retryable'] === 'boolean' ? info['retryable'] : undefined,
    field: typeof info['field'] === 'string' ? info['field'] : undefined,
    limit: typeof info['limit'] === 'number' ? info['limit'] : undefined,
    retryAfterMs: typeof info['retryAfterMs'] === 'number' ? info['retryAfterMs'] : undefined,
    cause,
  });
}

function codeOf(code: unknown, type: MessagingErrorType): MessagingErrorCode {
  if (typeof code === 'string' && isErrorCode(code)) return code;
  if (type === 'Unauthenticated') return 'SESSION_REQUIRED';
  if (type === 'Unavailable') return 'SERVICE_UNAVAILABLE';
  return 'UNKNOWN';
}

/** The server's own error within a refused subscription's message. Null = the message tells of something else. */
function refusedSubscription(message: unknown): Record<string, unknown> | null {
  const reason = typeof message === 'string' ? /^Connection failed: (.*)$/s.exec(message)?.[1] : undefined;
  if (reason === undefined) return null;
  try {
    return record(errorsIn(record(JSON.parse(reason)))[0]);
  } catch {
    return { errorType: reason, message: `The subscription was refused: ${reason}.` };
  }
}

function firstError(failure: unknown): Record<string, unknown> {
  const told = record(failure);
  const [first] = errorsIn(told);
  return first === undefined ? { originalError: failure, message: told['message'] } : record(first);
}

function isErrorType(name: string): name is ErrorType {
  return Object.hasOwn(errorTypes, name);
}

function isErrorCode(name: string): name is ErrorCode {
  return Object.hasOwn(errorCodes, name);
}

const errorTypes: Record<ErrorType, true> = {
  Unauthenticated: true,
  Forbidden: true,
  NotFound: true,
  InvalidInput: true,
  Conflict: true,
  RateLimited: true,
  Unavailable: true,
};

const errorCodes: Record<ErrorCode, true> = {
  SESSION_REQUIRED: true,
  ROLE_REQUIRED: true,
  MEMBERS_ONLY: true,
  WORKSPACE_NOT_FOUND: true,
  CHANNEL_NOT_FOUND: true,
  MESSAGE_NOT_FOUND: true,
  REPLY_NOT_FOUND: true,
  MEMBER_NOT_FOUND: true,
  CHANNEL_ARCHIVED: true,
  DM_FIXED: true,
  STAYS_PRIVATE: true,
  LAST_OWNER: true,
  NOT_AUTHOR: true,
  MESSAGE_DELETED: true,
  ID_INVALID: true,
  ID_TAKEN: true,
  CONTENT_EMPTY: true,
  CONTENT_TOO_LONG: true,
  CONTENT_INVALID: true,
  MENTIONS_TOO_MANY: true,
  ATTACHMENTS_TOO_MANY: true,
  ATTACHMENT_INVALID: true,
  NAME_INVALID: true,
  TOPIC_INVALID: true,
  EMOJI_INVALID: true,
  EMOJI_TOO_MANY: true,
  MEMBERS_INVALID: true,
  MEMBERS_TOO_MANY: true,
  SEQ_INVALID: true,
  JUMP_INVALID: true,
  LIMIT_INVALID: true,
  CURSOR_INVALID: true,
  METRICS_TOO_MANY: true,
  METRIC_INVALID: true,
  SEND_LIMIT: true,
  UPLOAD_LIMIT: true,
  UPLOAD_NOT_FOUND: true,
  SERVICE_UNAVAILABLE: true,
  CONTENDED: true,
};
