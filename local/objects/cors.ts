import type { IncomingMessage } from 'node:http';
import type { BucketDefinition, CorsRule } from '../assembly/model.ts';
import { S3Error } from './s3-error.ts';

/**
 * What a bucket lets pages of other origins do (S3 User Guide, "How Amazon S3 evaluates the CORS configuration"). `ownOrigins` stand for the
 * deployment's own pages, which are served here under another name than in AWS: what the first rule lets its origins do, they may.
 */
export function createCors(ownOrigins: ReadonlySet<string>) {
  /** The first rule that lets the origin do it, with these headers besides. */
  function ruleFor(
    { cors }: BucketDefinition,
    origin: string,
    method: string,
    asked: readonly string[],
  ): CorsRule | undefined {
    const rules = ownOrigins.has(origin) ? cors.slice(0, 1) : cors.filter((rule) => isNamed(rule.origins, origin));
    return rules.find(
      ({ methods, headers }) => methods.includes(method) && asked.every((one) => isNamed(headers, one)),
    );
  }
  return {
    /** The headers of an answer; none where the page may not read it. */
    headers(bucket: BucketDefinition, { method = '', headers }: IncomingMessage): Record<string, string> {
      const { origin } = headers;
      const rule = origin === undefined ? undefined : ruleFor(bucket, origin, method, []);
      return rule && origin ? answered(rule, origin) : {};
    },
    /** The answer to a browser's question. Throws where the answer is no. */
    preflight(bucket: BucketDefinition, { headers }: IncomingMessage): Record<string, string> {
      const { origin, 'access-control-request-method': method } = headers;
      if (origin === undefined || method === undefined)
        throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin and method are needed.');
      const asked = (headers['access-control-request-headers'] ?? '')
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== '');
      const rule = ruleFor(bucket, origin, method, asked);
      if (!rule) throw new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
      return {
        ...answered(rule, origin),
        ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
        ...(rule.maxAgeSeconds === null ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
      };
    },
  };
}

/** A rule for every origin lets no page bring credentials along. */
function answered({ origins, methods, exposed }: CorsRule, origin: string): Record<string, string> {
  return {
    ...(origins.includes('*')
      ? { 'access-control-allow-origin': '*' }
      : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': methods.join(', '),
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
