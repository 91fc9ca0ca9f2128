import type { IncomingMessage } from 'node:http';

/** A repeated header is a list. Cookies are never shown to resolvers. */
export function visibleHeaders(request: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name === 'cookie' || values === undefined) continue;
    const [first = '', ...others] = values;
    headers[name] = others.length === 0 ? first : values;
  }
  return headers;
}

/** The X-Forwarded-For list, then the TCP peer. */
export function sourceIpOf(request: IncomingMessage): readonly string[] {
  const forwarded = request.headersDistinct['x-forwarded-for'] ?? [];
  const named = forwarded.flatMap((list) => list.split(',').map((address) => address.trim()));
  return [...named.filter((address) => address !== ''), request.socket.remoteAddress ?? '127.0.0.1'];
}
