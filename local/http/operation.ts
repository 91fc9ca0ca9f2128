import { malformedRequest } from '../graphql/errors.ts';

/** What the body of a GraphQL request says. */
export interface Operation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Throws a `RequestError` worded as AppSync's for anything but one JSON object with a query. Batches are not served. */
export function readOperation(body: string): Operation {
  if (body.trim() === '') throw malformedRequest('Request body is empty.');
  const parsed = parse(body);
  if (!isRecord(parsed) || typeof parsed['query'] !== 'string')
    throw malformedRequest('Unable to parse GraphQL query.');
  const { query, operationName, variables } = parsed;
  if (variables !== undefined && variables !== null && !isRecord(variables)) {
    throw malformedRequest('Unable to parse GraphQL query.');
  }
  return {
    query,
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null,
    variables: variables ?? {},
  };
}

function parse(body: string): { readonly [name: string]: unknown; readonly query?: unknown } | null {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
