import { readFileSync } from 'node:fs';

const authorization = / @aws_(lambda|iam)\b/g;

/**
 * Parley's own schema without what says who may call in which mode: the peers have one mode each, so with it nobody could call
 * them. `@aws_subscribe` stays.
 */
export function peerSchema(): string {
  return readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8').replace(authorization, '');
}
