import type { ASTNode } from 'graphql';
import type { ResolverError } from '../runtime/evaluation.ts';

/** One entry of a response's `errors`, as AppSync writes it. */
export interface WireError {
  readonly path: readonly (string | number)[] | null;
  readonly data?: unknown;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly locations: readonly Location[] | null;
  readonly message: string;
}

export interface Location {
  readonly line: number;
  readonly column: number;
  readonly sourceName: null;
}

/** Where in the document something starts; null = it is nowhere in it. */
export function locationOf(...nodes: readonly ASTNode[]): readonly Location[] | null {
  const locations = nodes.flatMap(({ loc }) =>
    loc ? [{ line: loc.startToken.line, column: loc.startToken.column, sourceName: null }] : [],
  );
  return locations.length === 0 ? null : locations;
}

/** A field that failed with an error of AppSync's own shape: raised by resolver code, by a denial or by a limit. */
export class FieldError extends Error {
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;

  constructor(error: ResolverError) {
    super(error.message);
    this.name = 'FieldError';
    this.errorType = error.errorType;
    this.data = error.data;
    this.errorInfo = error.errorInfo;
  }
}

export function notAuthorized(typeName: string, fieldName: string): FieldError {
  return new FieldError({
    message: `Not Authorized to access ${fieldName} on type ${typeName}`,
    errorType: 'Unauthorized',
    data: null,
    errorInfo: null,
  });
}

/** A request that is answered as a whole, before any field runs. */
export class RequestError extends Error {
  readonly status: number;
  readonly errorType: string;

  constructor(status: number, errorType: string, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.errorType = errorType;
  }
}

export function malformedRequest(message: string): RequestError {
  return new RequestError(400, 'MalformedHttpRequestException', message);
}

/** A schema or a resolver that AppSync would refuse to deploy. */
export class SchemaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SchemaError';
  }
}
