import { hash } from 'node:crypto';

/** A request as it goes over the wire, before or after it was signed. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as in the request line, already percent-encoded. */
  readonly target: string;
  /** `host` included. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * What a signature for a service is made of (IAM User Guide, "Create a signed AWS API request", step 1). `headers` are those to sign, names in lower
 * case; `names` are theirs, in order.
 */
export function canonicalRequest(
  request: WireRequest,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
  service: string,
): string {
  const mark = request.target.indexOf('?');
  const path = mark < 0 ? request.target : request.target.slice(0, mark);
  const query = mark < 0 ? '' : canonicalQuery(request.target.slice(mark + 1));
  let lines = '';
  for (const name of names) lines += `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`;
  const bodyHash = headers['x-amz-content-sha256'] ?? hash('sha256', request.body);
  return `${request.method.toUpperCase()}\n${service === 's3' ? path : canonicalPath(path)}\n${query}\n${lines}\n${names.join(';')}\n${bodyHash}`;
}

/** Encoded once more than it is sent, as for every service but S3, and without `.`, `..` and empty parts. */
function canonicalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(escape(part));
  }
  return `/${parts.join('/')}${parts.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(search: string): string {
  const values = new Map<string, string[]>();
  // Here a `+` is a plus sign: unlike in forms, a space is always written `%20` in a signed request.
  for (const [name, value] of new URLSearchParams(search.replaceAll('+', '%2B'))) {
    const key = escape(name);
    values.set(key, [...(values.get(key) ?? []), `${key}=${escape(value)}`]);
  }
  return [...values.keys()]
    .sort()
    .map((key) => values.get(key)?.sort().join('&'))
    .join('&');
}

/** RFC 3986: only unreserved characters stay. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
