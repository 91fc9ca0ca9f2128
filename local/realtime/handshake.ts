import type { IncomingMessage } from 'node:http';
import { sourceIpOf, visibleHeaders } from '../http/request-headers.ts';
import { parseRecord, readHeaders } from './client-message.ts';

/** What a client showed when it opened its WebSocket. */
export interface Handshake {
  /** What authorizes the connection, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The request's own headers, which resolvers see of a subscription. */
  readonly requestHeaders: Readonly<Record<string, string | string[]>>;
  readonly sourceIp: readonly string[];
}

/** The subprotocol that carries the headers of a browser, which can set none itself. */
const HEADER_PROTOCOL = 'header-';

/**
 * AppSync takes the authorization in three ways: the query parameter `header` (base64 of JSON), a second subprotocol
 * `header-<base64url of JSON>`, or ordinary headers (AppSync Developer Guide, Building a real-time WebSocket client).
 * null = there is a header parameter or subprotocol, and it cannot be read. The parameter comes with another, `payload`:
 * base64 of `{}`. The guide always shows both, so one without the other is not read either.
 */
export function readHandshake(request: IncomingMessage): Handshake | null {
  const requestHeaders = visibleHeaders(request);
  const sourceIp = sourceIpOf(request);
  const parameters = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const parameter = parameterOf(parameters, 'header');
  if (parameter !== null && parseRecord(decode(parameterOf(parameters, 'payload') ?? '')) === null) return null;
  const encoded = parameter ?? headerProtocol(request);
  if (encoded === null) {
    const headers = Object.entries(requestHeaders).map(([name, value]) => [name, String(value)] as const);
    return { headers: Object.fromEntries(headers), requestHeaders, sourceIp };
  }
  const headers = readHeaders(parseRecord(decode(encoded)));
  return headers ? { headers, requestHeaders, sourceIp } : null;
}

export function protocolsOf(request: IncomingMessage): readonly string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
}

function parameterOf(parameters: URLSearchParams, name: string): string | null {
  // Whoever left a plus sign of the base64 unescaped sent, by the rules of URLs, a space.
  return parameters.get(name)?.replaceAll(' ', '+') ?? null;
}

/** Node reads base64 and base64url alike, with or without padding. */
function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function headerProtocol(request: IncomingMessage): string | null {
  const protocol = protocolsOf(request).find((candidate) => candidate.startsWith(HEADER_PROTOCOL));
  return protocol === undefined ? null : protocol.slice(HEADER_PROTOCOL.length);
}
