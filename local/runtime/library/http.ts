import { appendError } from './errors.ts';
import { isObject, toJson, type PlainObject } from './plain-data.ts';
import { isMember } from './primordials.ts';
import { currentRun } from './run-state.ts';

/** AppSync Developer Guide, "HTTP helpers in util.http". */
const hopHeaders = [
  ...['transfer-encoding', 'connection', 'host', 'expect', 'keep-alive', 'upgrade', 'proxy-authenticate'],
  ...['proxy-authorization', 'te', 'content-length'],
];
const ownHeaders = [
  ...['access-control-allow-credentials', 'access-control-allow-origin', 'access-control-expose-headers'],
  ...['access-control-max-age', 'access-control-allow-methods', 'access-control-allow-headers', 'vary', 'content-type'],
];
const ownPrefixes = ['x-amzn-', 'x-amz-'];
const maxHeadersLength = 4096;

export const http = {
  copyHeaders(headers: unknown): PlainObject {
    const copy: PlainObject = {};
    if (!isObject(headers)) return copy;
    for (const [name, value] of Object.entries(headers)) {
      if (!isMember(hopHeaders, name.toLowerCase())) copy[name] = value;
    }
    return copy;
  },
  addResponseHeader,
  addResponseHeaders(headers: unknown): void {
    if (!isObject(headers)) return refuse('addResponseHeaders takes a map of headers');
    for (const [name, value] of Object.entries(headers)) addResponseHeader(name, value);
  },
};

/** A header that may not be set is skipped and leaves an error beside the data. The last definition of a name wins. */
function addResponseHeader(name: unknown, value: unknown): void {
  if (typeof name !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return refuse('invalid header name');
  const lower = name.toLowerCase();
  const isReserved = isMember(hopHeaders, lower) || isMember(ownHeaders, lower);
  if (isReserved || ownPrefixes.some((prefix) => lower.startsWith(prefix))) {
    return refuse(`the header ${name} must not be set`);
  }
  if (value === null || value === undefined) return refuse(`the header ${name} has no value`);
  const text = typeof value === 'string' ? value : toJson(value);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) return refuse(`the header ${name} has a value that no header can carry`);
  const run = currentRun();
  const length = run.responseHeadersLength + name.length + text.length;
  if (length > maxHeadersLength) return refuse('the response headers exceed 4 KB');
  run.responseHeadersLength = length;
  for (const known of Object.keys(run.responseHeaders)) {
    if (known.toLowerCase() === lower) delete run.responseHeaders[known];
  }
  run.responseHeaders[name] = text;
}

function refuse(message: string): void {
  appendError(message, 'ResponseHeaderError');
}
