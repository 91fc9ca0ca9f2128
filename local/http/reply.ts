import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What AppSync lets any web page do. */
const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype, x-amzn-appsync-tokensconsumed',
};

/** Answers a browser's question whether it may send a request with these headers. */
export function answerPreflight(response: ServerResponse, requestedHeaders: string): void {
  const named = requestedHeaders.split(',').map((name) => name.trim().toLowerCase());
  const allowed = new Set(['authorization', 'content-type', 'x-api-key', ...named.filter(isAllowedHeader)]);
  response.writeHead(200, {
    ...crossOrigin,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': [...allowed].join(', '),
    'access-control-max-age': '172800',
    'content-length': 0,
  });
  response.end();
}

/** Answers JSON. `errorType` goes into the header by which Amplify tells one refusal from another. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> & { readonly 'x-amzn-requestid': string },
  errorType: string | null = null,
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    ...crossOrigin,
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    ...(errorType !== null && { 'x-amzn-errortype': errorType }),
  });
  response.end(text);
}

/** AppSync Developer Guide, Configuring server-side caching and API payload compression. In bytes. */
const COMPRESSED = { least: 1_000, most: 10_000_000 };

/** Answers JSON, compressed where the client takes that and the size is one that AppSync compresses. */
export async function answerCompressed(
  response: ServerResponse,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  takesGzip: boolean,
): Promise<void> {
  const plain = JSON.stringify(body);
  const length = Buffer.byteLength(plain);
  const isCompressed = takesGzip && length >= COMPRESSED.least && length <= COMPRESSED.most;
  // Text leaves in one piece with its head; bytes would leave beside it.
  const sent = isCompressed ? await compress(plain) : plain;
  response.writeHead(200, {
    ...headers,
    ...crossOrigin,
    'content-type': 'application/json;charset=UTF-8',
    'content-length': typeof sent === 'string' ? length : sent.length,
    vary: 'accept-encoding',
    ...(isCompressed && { 'content-encoding': 'gzip' }),
  });
  response.end(sent);
}

const compress = promisify(gzip);

/** Names are echoed only in the form of a header name: nothing else may get into a response header. */
function isAllowedHeader(name: string): boolean {
  return /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && name.length <= 100;
}
