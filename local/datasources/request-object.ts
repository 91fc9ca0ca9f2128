import type { DataSourceResult } from './data-source.ts';

/** What a request handler returned, where it is an object: its members are yet to be checked. */
export type RequestObject = Readonly<Record<string, unknown>>;

export function isRequestObject(value: unknown): value is RequestObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The request handler returned something that is no request of the data source. */
export class InvalidRequest extends Error {}

/** AppSync calls what it cannot read of a request `MappingTemplate`, also where JavaScript made it. */
export function invalidRequest(message: string): DataSourceResult {
  return { result: null, error: { type: 'MappingTemplate', message: `Invalid request: ${message}` } };
}
