import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationDefinitionNode } from 'graphql';
import type { Authorize } from '../auth/authorizer.ts';
import { UnauthorizedError } from '../auth/unauthorized-error.ts';
import { selectOperation } from '../graphql/documents.ts';
import type { WireError } from '../graphql/errors.ts';
import { RequestError } from '../graphql/errors.ts';
import type { Execution, Executor } from '../graphql/executor.ts';
import { executeOperation } from '../graphql/executor.ts';
import type { RequestState } from '../graphql/request-state.ts';
import { REQUEST_TIMEOUT_MS } from '../graphql/request-state.ts';
import type { RealtimeEndpoint } from '../realtime/endpoint.ts';
import { readBody } from './body.ts';
import { readOperation } from './operation.ts';
import { answerJson, answerPreflight } from './reply.ts';
import { sourceIpOf, visibleHeaders } from './request-headers.ts';

export interface GraphQLEndpointParts {
  readonly executor: Executor;
  readonly authorize: Authorize;
  readonly realtime: Pick<RealtimeEndpoint, 'publish' | 'invalidate'>;
  /** Hears what each executed operation cost. `startedAt` is of `performance.now()`. */
  readonly onExecuted: (
    state: RequestState,
    operation: OperationDefinitionNode,
    errors: readonly WireError[],
    startedAt: number,
  ) => void;
}

/** AppSync Developer Guide, `extensions.invalidateSubscriptions`: at most five per request. */
const MAX_INVALIDATIONS = 5;

/** Answers everything that is asked of one API over HTTP. Never rejects. */
export function createGraphQLEndpoint(
  parts: GraphQLEndpointParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const requestId = randomUUID();
    if (request.method === 'OPTIONS') {
      request.resume();
      answerPreflight(response, request.headers['access-control-request-headers'] ?? '');
      return;
    }
    const headers = { 'x-amzn-requestid': requestId };
    try {
      const { execution, errors } = await serve(parts, request, requestId);
      const body = errors.length === 0 ? { data: execution.data } : { data: execution.data, errors };
      answerJson(response, 200, body, { ...execution.state.responseHeaders, ...headers });
    } catch (error) {
      // The client went away in the middle of its request.
      if (request.errored) return;
      const { status, errorType, message } = describeFailure(parts, error);
      answerJson(response, status, { errors: [{ errorType, message }] }, headers, errorType);
    }
  };
}

async function serve(
  parts: GraphQLEndpointParts,
  request: IncomingMessage,
  requestId: string,
): Promise<{ execution: Execution; errors: readonly WireError[] }> {
  const startedAt = performance.now();
  const deadline = Date.now() + REQUEST_TIMEOUT_MS;
  const body = await readBody(request);
  checkForm(request);
  const headers = visibleHeaders(request);
  const isAnonymous = headers['authorization'] === undefined && headers['x-api-key'] === undefined;
  // Whoever shows nothing at all learns that, and not what is wrong with the body.
  const operation = isAnonymous ? { query: '', operationName: null, variables: {} } : readOperation(body);
  const caller = await parts.authorize({
    requestId,
    headers,
    sourceIp: sourceIpOf(request),
    operation: { queryString: operation.query, operationName: operation.operationName, variables: operation.variables },
    signed: { method: 'POST', path: request.url ?? '/', body },
  });
  const prepared = parts.executor.prepare(operation.query);
  const selected = selectOperation(prepared, operation.operationName);
  const { variables } = operation;
  const execution = await executeOperation(parts.executor, prepared, selected, {
    caller,
    headers,
    variables,
    deadline,
  });
  const errors = [...execution.errors, ...invalidate(parts, execution), ...publish(parts, execution)];
  parts.onExecuted(execution.state, selected, errors, startedAt);
  return { execution, errors };
}

function checkForm(request: IncomingMessage): void {
  if (request.method !== 'POST') {
    throw new RequestError(405, 'MethodNotAllowedException', 'GraphQL requests are served by POST only.');
  }
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'application/graphql') {
    throw new RequestError(
      415,
      'UnsupportedMediaTypeException',
      'The content type must be application/json or application/graphql.',
    );
  }
}

/** Before the events go out: whoever is cut off hears none of them. */
function invalidate(parts: GraphQLEndpointParts, { state }: Execution): readonly WireError[] {
  const distinct = new Map(state.invalidations.map((invalidation) => [JSON.stringify(invalidation), invalidation]));
  if (distinct.size > MAX_INVALIDATIONS) {
    const message = `A request can invalidate subscriptions at most ${MAX_INVALIDATIONS} times.`;
    return [{ path: null, errorType: 'BadRequestException', locations: null, message }];
  }
  for (const invalidation of distinct.values()) parts.realtime.invalidate(invalidation);
  return [];
}

function publish({ executor, realtime }: GraphQLEndpointParts, { published }: Execution): readonly WireError[] {
  return published.flatMap(({ fieldName, payload }) =>
    (executor.triggers.get(fieldName) ?? []).flatMap((subscription) => realtime.publish(subscription, payload)),
  );
}

function describeFailure(parts: GraphQLEndpointParts, error: unknown) {
  if (error instanceof RequestError || error instanceof UnauthorizedError) {
    const { status, errorType, message } = error;
    parts.executor.log.info(`request refused: ${status} ${errorType}: ${message}`);
    return { status, errorType, message };
  }
  parts.executor.log.warn(`A defect of the local server: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, errorType: 'InternalFailure', message: 'The local server failed; its log says why.' };
}
