import * as http from 'node:http';
import * as https from 'node:https';

export interface OutgoingRequest {
  readonly method: string;
  /** Scheme, host and port, no path. */
  readonly origin: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty = none. */
  readonly body: string;
}

export interface IncomingResponse {
  readonly statusCode: number;
  /** Names in lower case; a header that came several times has its values joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries a request to its endpoint. Rejects where no whole response came; `signal` gives the request up. */
export type HttpSend = (request: OutgoingRequest, signal: AbortSignal) => Promise<IncomingResponse>;

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/** Over the network, on connections that are kept. Redirects are not followed. */
export const sendOverNetwork: HttpSend = (request, signal) =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(request.origin);
    const isSecure = protocol === 'https:';
    const options: https.RequestOptions = {
      method: request.method,
      // An IPv6 address stands in brackets in URLs only.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: request.target,
      headers: withLength(request),
      signal,
      agent: isSecure ? agents['https:'] : agents['http:'],
    };
    const outgoing = isSecure ? https.request(options) : http.request(options);
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          statusCode: incoming.statusCode ?? 0,
          headers: joined(incoming.headers),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    outgoing.end(request.body);
  });

function withLength({ headers, body, method }: OutgoingRequest): Record<string, string> {
  if (body === '' && method === 'GET') return { ...headers };
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
}

function joined(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')]));
}
