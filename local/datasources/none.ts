import type { DataSource, DataSourceResult } from './data-source.ts';
import { isRequestObject, invalidRequest } from './request-object.ts';

/** Hands the request's `payload` on as the result (AppSync Developer Guide, "Resolver reference for NONE"). */
export function createNoneDataSource(name: string): DataSource {
  return {
    name,
    call: ({ request }) => Promise.resolve(answer(request)),
  };
}

function answer(request: unknown): DataSourceResult {
  if (request === null || request === undefined) return { result: null };
  if (!isRequestObject(request)) return invalidRequest('the request must be an object');
  return { result: request['payload'] ?? null };
}
