import type { IncomingMessage } from 'node:http';
import type { BucketDefinition, CorsRule } from '../assembly/model.ts';

/**
 * What a bucket lets pages of other origins do (S3 User Guide, "How Amazon S3 evaluates the CORS configuration"). `ownOrigins` stand for the
 * deployment's own pages, which are served here under another name than in AWS: what the first rule lets its origins do, they may.
 */
export function createCors(ownOrigins: ReadonlySet<string>) {
  function ruleFor(bucket: BucketDefinition, origin: string, method: string): CorsRule | undefined {
    const rules = ownOrigins.has(origin)
      ? bucket.cors.slice(0, 1)
      : bucket.cors.filter((rule) => isNamed(rule.origins, origin));
    return rules.find(({ methods }) => methods.includes(method));
  }
  return {
    /** The headers of an answer; none where the page may not read it. */
    headers(bucket: BucketDefinition, { method = '', headers }: IncomingMessage): Record<string, string> {
      const { origin } = headers;
      const rule = origin === undefined ? undefined : ruleFor(bucket, origin, method);
      return rule && origin ? answered(rule, origin) : {};
    },
    /** The answer to a browser's question; null = it may not. */
    preflight(bucket: BucketDefinition, { headers }: IncomingMessage): Record<string, string> | null {
      const { origin = '', 'access-control-request-method': method = '' } = headers;
      const rule = ruleFor(bucket, origin, method);
      const asked = (headers['access-control-request-headers'] ?? '')
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== '');
      if (!rule || !asked.every((name) => isNamed(rule.headers, name))) return null;
      return {
        ...answered(rule, origin),
        ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
        ...(rule.maxAgeSeconds === null ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
      };
    },
  };
}

function answered({ methods, exposed }: CorsRule, origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-credentials': 'true',
    ...(exposed.length > 0 ? { 'access-control-expose-headers': exposed.join(', ') } : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function isNamed(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const [before = '', after] = pattern.split('*');
    if (after === undefined) return pattern === text;
    return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  });
}
