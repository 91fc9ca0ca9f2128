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
 * null = there is a header parameter or subprotocol, and it cannot be read.
 */
export function readHandshake(request: IncomingMessage): Handshake | null {
  const requestHeaders = visibleHeaders(request);
  const sourceIp = sourceIpOf(request);
  const encoded = headerParameter(request) ?? headerProtocol(request);
  if (encoded === null) {
    const headers = Object.entries(requestHeaders).map(([name, value]) => [name, String(value)] as const);
    return { headers: Object.fromEntries(headers), requestHeaders, sourceIp };
  }
  // Node reads base64 and base64url alike, with or without padding.
  const headers = readHeaders(parseRecord(Buffer.from(encoded, 'base64').toString('utf8')));
  return headers ? { headers, requestHeaders, sourceIp } : null;
}

export function protocolsOf(request: IncomingMessage): readonly string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
}

function headerParameter(request: IncomingMessage): string | null {
  const value = new URL(request.url ?? '/', 'http://localhost').searchParams.get('header');
  // Whoever left a plus sign of the base64 unescaped sent, by the rules of URLs, a space.
  return value?.replaceAll(' ', '+') ?? null;
}

function headerProtocol(request: IncomingMessage): string | null {
  const protocol = protocolsOf(request).find((candidate) => candidate.startsWith(HEADER_PROTOCOL));
  return protocol === undefined ? null : protocol.slice(HEADER_PROTOCOL.length);
}
