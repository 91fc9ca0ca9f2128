import type { OutgoingRequest } from './http-send.ts';
import { InvalidRequest, isRequestObject, type RequestObject } from './request-object.ts';

/**
 * Reads `{method, resourcePath, params: {query, headers, body}}`. The method is GET by default. A body that is no
 * string goes out as JSON. Throws `InvalidRequest`.
 */
export function readHttpRequest(request: unknown, endpoint: string): OutgoingRequest {
  if (!isRequestObject(request)) throw new InvalidRequest('the request must be an object');
  const { method = 'GET', resourcePath, params = {} } = request;
  if (typeof method !== 'string' || !methods.has(method)) {
    throw new InvalidRequest(`method must be one of ${[...methods].join(', ')}, not ${JSON.stringify(method)}`);
  }
  if (typeof resourcePath !== 'string' || !resourcePath.startsWith('/')) {
    throw new InvalidRequest('resourcePath must be a string that starts with /');
  }
  const given = member(params, 'params');
  const { origin, host } = new URL(endpoint);
  return {
    method,
    origin,
    target: readTarget(resourcePath, member(given['query'] ?? {}, 'params.query'), origin),
    headers: { ...readHeaders(member(given['headers'] ?? {}, 'params.headers')), host },
    body: readBody(given['body']),
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** AppSync sets these itself. */
const reservedHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'user-agent',
  'expect',
  'transfer-encoding',
  'content-length',
]);

function readTarget(resourcePath: string, query: RequestObject, origin: string): string {
  // Concatenated, not resolved: `//host` stays a path.
  const url = new URL(origin + resourcePath);
  const pairs = [...url.searchParams];
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'object') throw new InvalidRequest(`params.query.${name} must be a plain value`);
      if (item !== undefined) pairs.push([name, String(item)]);
    }
  }
  const search = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return search === '' ? url.pathname : `${url.pathname}?${search}`;
}

/** As Signature Version 4 encodes, so that what is signed is what is sent. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function readHeaders(headers: RequestObject): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lowerCase = name.toLowerCase();
    if (reservedHeaders.has(lowerCase)) throw new InvalidRequest(`the header ${name} cannot be set`);
    if (typeof value !== 'string') throw new InvalidRequest(`params.headers.${name} must be a string`);
    result[lowerCase] = value;
  }
  return result;
}

function readBody(body: unknown): string {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function member(value: unknown, name: string): RequestObject {
  if (isRequestObject(value)) return value;
  throw new InvalidRequest(`${name} must be an object`);
}
