import type { AuthMode } from '../assembly/model.ts';
import { noFields } from './caller.ts';
import { checkTimes, EXPIRED, matchesWhole, verifySignature } from './json-web-token.ts';
import type { KeySet } from './key-set.ts';
import type { TokenAuthorizer } from './token-authorizer.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

type OpenIdConnectMode = Extract<AuthMode, { type: 'OPENID_CONNECT' }>;

/** AppSync Developer Guide, OPENID_CONNECT authorization. */
const algorithms = ['RS', 'PS', 'HS', 'ES'].flatMap((family) => ['256', '384', '512'].map((size) => family + size));

/** Takes the tokens of one provider. Whether their issuer is the one configured is for the API to judge: see `authorizer.ts`. */
export function createOpenIdConnectAuthorizer(mode: OpenIdConnectMode, keys: KeySet): TokenAuthorizer {
  return {
    issuer: mode.issuer,
    async authorize(token) {
      const { claims } = token;
      await verifySignature(token, keys, algorithms);
      checkTimes(claims);
      checkAge(claims['iat'], mode.iatTtlMs);
      checkAge(claims['auth_time'], mode.authTtlMs);
      if (mode.clientId !== null) {
        const { aud, azp } = claims;
        const named: readonly unknown[] = [...(Array.isArray(aud) ? (aud as unknown[]) : [aud]), azp];
        if (!matchesWhole(mode.clientId, named)) throw new UnauthorizedError();
      }
      if (typeof claims['sub'] !== 'string') throw new UnauthorizedError();
      return {
        mode: 'OPENID_CONNECT',
        identity: { sub: claims['sub'], issuer: claims['iss'] ?? null, claims },
        deniedFields: noFields,
        groups: [],
        statements: null,
      };
    },
  };
}

/** A limit needs the time that it counts from; `null` = there is no limit. */
function checkAge(since: unknown, ttlMs: number | null): void {
  if (ttlMs === null) return;
  if (typeof since !== 'number') throw new UnauthorizedError();
  if (Date.now() >= since * 1000 + ttlMs) throw new UnauthorizedError(EXPIRED);
}
