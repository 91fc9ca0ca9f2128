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
import { logDefect } from '../log.ts';
import type { RealtimeEndpoint } from '../realtime/endpoint.ts';
import { readBody } from './body.ts';
import type { Operation } from './operation.ts';
import { checkMethod, readOperation, readParameters } from './operation.ts';
import { answerCompressed, answerJson, answerPreflight } from './reply.ts';
import { acceptsGzip, isGraphQLContent, sourceIpOf, visibleHeaders } from './request-headers.ts';

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

/** One token is up to 1,500 KB-seconds of memory and CPU (AWS General Reference), which is not measured here. */
const TOKENS = '1';

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
    const startedAt = performance.now();
    try {
      const { execution, errors } = await serve(parts, request, requestId);
      const { apiCacheEntriesDeleted } = execution.state;
      const body = {
        data: execution.data,
        ...(errors.length > 0 && { errors }),
        // AppSync Developer Guide, `extensions.evictFromApiCache`.
        ...(apiCacheEntriesDeleted !== null && { extensions: { apiCacheEntriesDeleted } }),
      };
      const answered = { ...execution.state.responseHeaders, ...headers, 'x-amzn-appsync-tokensconsumed': TOKENS };
      await answerCompressed(response, body, answered, acceptsGzip(request));
    } catch (error) {
      // The client went away in the middle of its request.
      if (request.errored) return;
      const { status, errorType, message } = describeFailure(parts, error, startedAt);
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
  const headers = visibleHeaders(request);
  // Whoever shows nothing at all learns that, and not what is wrong with the request.
  const isAnonymous = headers['authorization'] === undefined && headers['x-api-key'] === undefined;
  const asked = isAnonymous ? NOTHING : readRequest(request, body);
  const { query, operationName, variables } = asked;
  const method = request.method ?? 'GET';
  const caller = await parts.authorize({
    requestId,
    headers,
    sourceIp: sourceIpOf(request),
    operation: { queryString: query, operationName, variables },
    signed: { method, path: request.url ?? '/', body },
  });
  const prepared = parts.executor.prepare(query);
  const selected = selectOperation(prepared, operationName);
  checkMethod(method, selected);
  const given = { caller, headers, variables, deadline };
  const execution = await executeOperation(parts.executor, prepared, selected, given);
  const errors = [...execution.errors, ...invalidate(parts, execution), ...publish(parts, execution)];
  parts.onExecuted(execution.state, selected, errors, startedAt);
  return { execution, errors };
}

const NOTHING: Operation = { query: '', operationName: null, variables: {} };

function readRequest(request: IncomingMessage, body: string): Operation {
  if (request.method === 'GET') return readParameters(request.url ?? '/');
  if (request.method !== 'POST') {
    throw new RequestError(405, 'MethodNotAllowedException', 'GraphQL requests are served by POST and GET only.');
  }
  if (body !== '' && !isGraphQLContent(request)) {
    throw new RequestError(
      415,
      'UnsupportedMediaTypeException',
      'The content type must be application/json or application/graphql, in UTF-8.',
    );
  }
  return readOperation(body);
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

function describeFailure(parts: GraphQLEndpointParts, error: unknown, startedAt: number) {
  if (error instanceof RequestError || error instanceof UnauthorizedError) {
    const { status, errorType, message } = error;
    parts.executor.log.info(`request refused: ${status} ${errorType} ${Math.round(performance.now() - startedAt)} ms`);
    parts.executor.log.debug(`refused: ${message}`);
    return { status, errorType, message };
  }
  logDefect(parts.executor.log, error);
  return { status: 500, errorType: 'InternalFailure', message: 'The local server failed; its log says why.' };
}
