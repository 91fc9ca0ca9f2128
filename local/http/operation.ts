import type { OperationDefinitionNode } from 'graphql';
import { OperationTypeNode } from 'graphql';
import { RequestError, malformedRequest } from '../graphql/errors.ts';

/** What a GraphQL request asks for. */
export interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads the body of a POST. Throws a `RequestError` worded as AppSync's for anything but one JSON object with a query:
 * batches are not served, and the content type application/graphql does not make GraphQL of the body.
 */
export function readOperation(body: string): Operation {
  if (body.trim() === '') throw malformedRequest('Request body is empty.');
  return operationOf(parse(body));
}

/**
 * Reads the parameters `query`, `operationName` and `variables` of a GET, the last one JSON. Throws a `RequestError` where
 * they are no request.
 */
export function readParameters(target: string): Operation {
  const parameters = new URLSearchParams(target.slice(target.indexOf('?') + 1 || target.length));
  const variables = parameters.get('variables') ?? '';
  return operationOf({
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: variables === '' ? null : parse(variables),
  });
}

/** What is fetched with GET must change nothing. AppSync's team names mutations too; they are refused as the strict reading. */
export function checkMethod(method: string, { operation }: OperationDefinitionNode): void {
  if (method === 'POST' || operation === OperationTypeNode.QUERY) return;
  throw new RequestError(405, 'MethodNotAllowedException', `A ${operation} is served by POST only.`);
}

function operationOf(given: unknown): Operation {
  if (!isRecord(given)) throw unreadable();
  const { query, operationName = null, variables = null } = given;
  if (typeof query !== 'string') throw unreadable();
  if (operationName !== null && typeof operationName !== 'string') throw unreadable();
  if (variables !== null && !isRecord(variables)) throw unreadable();
  return { query, operationName: operationName === '' ? null : operationName, variables: variables ?? {} };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

function unreadable(): RequestError {
  return malformedRequest('Unable to parse GraphQL query.');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
