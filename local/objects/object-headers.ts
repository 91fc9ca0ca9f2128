import { validateHeaderValue } from 'node:http';
import { S3Error } from './s3-error.ts';

/** What S3 keeps of the headers, or of a form's fields, beside an object, and sends with it; and the object's own under `x-amz-meta-`. */
const kept: ReadonlySet<string> = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]);

/**
 * What is kept of the given ones, whose names are in lower case. What says no type is `binary/octet-stream` (S3 API Reference, "PutObject"): without
 * one a browser would guess. Throws where one can not be sent as a header.
 */
export function keptHeaders(given: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of given) {
    if (kept.has(name) || name.startsWith('x-amz-meta-')) headers[name] = sendable(name, value);
  }
  return headers;
}

/** What a signed link has sent in place of what is kept (S3 API Reference, "GetObject", request parameters `response-*`). */
export function replacedHeaders(query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [parameter, value] of query) {
    const name = parameter.replace(/^response-/, '');
    if (name !== parameter && kept.has(name)) headers[name] = sendable(name, value);
  }
  return headers;
}

function sendable(name: string, value: string): string {
  try {
    validateHeaderValue(name, value);
  } catch {
    throw new S3Error(400, 'InvalidArgument', 'Header value cannot be represented using ISO-8859-1.');
  }
  return value;
}
