import { randomUUID } from 'node:crypto';
import type { OperationDefinitionNode } from 'graphql';
import type { AuthRequest } from '../auth/auth-request.ts';
import type { Authorize } from '../auth/authorizer.ts';
import { UnauthorizedError } from '../auth/unauthorized-error.ts';
import type { PreparedDocument } from '../graphql/documents.ts';
import { selectOperation } from '../graphql/documents.ts';
import type { WireError } from '../graphql/errors.ts';
import { RequestError } from '../graphql/errors.ts';
import type { Execution, Executor } from '../graphql/executor.ts';
import { executeStart } from '../graphql/executor.ts';
import type { GraphQLRequest, RequestState } from '../graphql/request-state.ts';
import { REQUEST_TIMEOUT_MS } from '../graphql/request-state.ts';
import { logDefect } from '../log.ts';
import type { StartMessage } from './client-message.ts';
import { parseRecord } from './client-message.ts';
import { readFilter } from './enhanced-filter.ts';
import type { EventFilter } from './event-filter.ts';
import { argumentFilter } from './event-filter.ts';
import { FilterError } from './filter-error.ts';
import type { FrameError } from './frames.ts';
import type { Handshake } from './handshake.ts';
import type { Subscription } from './subscription.ts';
import { deliveryKey } from './subscription.ts';

export interface StartParts {
  readonly executor: Executor;
  readonly authorize: Authorize;
  /** As in `/graphql`: what an IAM signature of a start names. */
  readonly path: string;
  /** Whether a `host` in an authorization object is this API's. */
  readonly isOwnHost: (host: string) => boolean;
  /** Hears what each start cost. `startedAt` is of `performance.now()`. */
  readonly onStart: (
    state: RequestState,
    operation: OperationDefinitionNode,
    errors: readonly FrameError[],
    startedAt: number,
  ) => void;
}

/** What a subscription is, its connection left out. */
export type StartedParts = Omit<Subscription, 'id' | 'deliver' | 'invalidate'>;

export type Start =
  | { readonly kind: 'started'; readonly parts: StartedParts }
  | { readonly kind: 'refused'; readonly errors: readonly FrameError[] };

/** What of the handshake a start's resolver sees. */
type Shown = Pick<Handshake, 'requestHeaders' | 'sourceIp'>;

/** Checks one `start` by its own authorization, and runs the subscription's resolver. Never rejects. */
export async function startSubscription(parts: StartParts, handshake: Shown, message: StartMessage): Promise<Start> {
  const startedAt = performance.now();
  try {
    return await start(parts, handshake, message);
  } catch (error) {
    if (error instanceof UnauthorizedError || error instanceof RequestError) {
      const took = Math.round(performance.now() - startedAt);
      parts.executor.log.info(`subscription refused: ${error.status} ${error.errorType} ${took} ms`);
      return refuse({ errorType: error.errorType, errorCode: error.status, message: error.message });
    }
    logDefect(parts.executor.log, error);
    return refuse({ errorType: 'InternalFailure', errorCode: 500, message: 'The subscription could not be started.' });
  }
}

async function start(parts: StartParts, handshake: Shown, message: StartMessage): Promise<Start> {
  const startedAt = performance.now();
  const { authorization } = message;
  if (authorization === null || !parts.isOwnHost(authorization['host'] ?? '')) throw new UnauthorizedError();
  const given = readOperation(message.data);
  const auth: AuthRequest = {
    requestId: randomUUID(),
    headers: authorization,
    sourceIp: handshake.sourceIp,
    operation: { queryString: given.query, operationName: given.operationName, variables: given.variables },
    signed: { method: 'POST', path: parts.path, body: message.data },
  };
  const caller = await parts.authorize(auth);
  const prepared = parts.executor.prepare(given.query);
  const operation = selectOperation(prepared, given.operationName);
  if (operation.operation !== 'subscription') throw unsupported(operation.operation);
  const headers = { ...handshake.requestHeaders, ...authorization };
  const deadline = Date.now() + REQUEST_TIMEOUT_MS;
  const request: GraphQLRequest = { caller, headers, variables: given.variables, deadline };
  const { errors, state } = await executeStart(parts.executor, prepared, operation, request);
  const outcome = judge(prepared, operation, request, { errors, state });
  parts.onStart(state, operation, outcome.kind === 'refused' ? outcome.errors : [], startedAt);
  return outcome;
}

function judge(
  prepared: PreparedDocument,
  operation: OperationDefinitionNode,
  request: GraphQLRequest,
  { errors, state }: Pick<Execution, 'errors' | 'state'>,
): Start {
  const { subscription } = state;
  if (errors.length > 0 || subscription === null) return { kind: 'refused', errors: errors.map(frameError) };
  let filter: EventFilter;
  let invalidationFilter: EventFilter | null;
  try {
    // A filter that the resolver sets replaces the arguments.
    filter = subscription.filter === undefined ? argumentFilter(subscription.args) : readFilter(subscription.filter);
    invalidationFilter =
      subscription.invalidationFilter === undefined ? null : readFilter(subscription.invalidationFilter);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    // Without a type, as AppSync tells it (github.com/aws-amplify/amplify-category-api/issues/740).
    return refuse({ message: error.message, errorCode: 400 });
  }
  const key = deliveryKey(prepared, operation, request);
  const { fieldName } = subscription;
  // No resolver runs for a delivery, so nobody asks for the headers again: they are most of what there is to hold.
  const kept: GraphQLRequest = { ...request, headers: noHeaders };
  return {
    kind: 'started',
    parts: { fieldName, prepared, operation, request: kept, deliveryKey: key, filter, invalidationFilter },
  };
}

const noHeaders: GraphQLRequest['headers'] = {};

interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

function readOperation(data: string): Operation {
  const { query, operationName, variables } = parseRecord(data) ?? {};
  if (typeof query !== 'string') throw unsupported('unknown');
  const isObject = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
  return {
    query,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null,
    // The line above made sure that it is a plain object.
    variables: isObject ? (variables as Record<string, unknown>) : {},
  };
}

function unsupported(kind: string): RequestError {
  return new RequestError(400, 'UnsupportedOperation', `${kind} not supported through the realtime channel`);
}

function refuse(error: FrameError): Start {
  return { kind: 'refused', errors: [error] };
}

/** What is null says nothing, and is left out. */
function frameError({ errorType, message, data = null, errorInfo = null }: WireError): FrameError {
  return {
    ...(errorType !== undefined && { errorType }),
    message,
    ...(data !== null && { data }),
    ...(errorInfo !== null && { errorInfo }),
  };
}
