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

/** Whether the body is of a type that AppSync documents, and in UTF-8. A body must say what it is. */
export function isGraphQLContent(request: IncomingMessage): boolean {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json' && type.trim() !== 'application/graphql') return false;
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
}

/** Whether the answer may be compressed: gzip is named, or anything is, and not with a weight of nothing. */
export function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'];
  if (accepted === undefined) return false;
  const codings = String(accepted).toLowerCase().split(',');
  const weights = new Map(
    codings.map((coding) => {
      const [name = '', ...parameters] = coding.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return [name, Number(weight)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
