import type { JWK } from 'jose';
import type { KeySet } from './key-set.ts';
import { isRecord } from './key-set.ts';
import { wholePattern } from './pattern.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** What a token says, before anything of it is known to be true. */
export interface JsonWebToken {
  readonly text: string;
  readonly algorithm: string;
  /** null = it names no key. */
  readonly kid: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** null = no JSON Web Token. */
export function decodeToken(text: string): JsonWebToken | null {
  const parts = text.split('.');
  if (parts.length !== 3) return null;
  const [header, claims] = [decodePart(parts[0]), decodePart(parts[1])];
  if (header === null || claims === null || typeof header['alg'] !== 'string') return null;
  const kid = header['kid'];
  return { text, algorithm: header['alg'], kid: typeof kid === 'string' ? kid : null, claims };
}

/** The key type that each family of algorithms takes: a public RSA key must never serve as the secret of an HMAC. */
const keyTypes: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'EC', HS: 'oct' };

/** Rejects with an `UnauthorizedError` unless one of the issuer's keys signed the token by one of the algorithms. */
export async function verifySignature(token: JsonWebToken, keys: KeySet, algorithms: readonly string[]): Promise<void> {
  if (token.kid === null || !algorithms.includes(token.algorithm)) throw new UnauthorizedError();
  const key = await keys.find(token.kid).catch(() => null);
  if (key === null || !isFor(key, token.algorithm)) throw new UnauthorizedError();
  // Loaded with the first token: APIs without user pools and providers need none of it, and every start would wait for it.
  const { compactVerify } = await import('jose');
  await compactVerify(token.text, key, { algorithms: [token.algorithm] }).catch(() => {
    throw new UnauthorizedError();
  });
}

/** The clocks of an issuer and of this machine differ. A token from further ahead than this was not made by either. */
const MAX_AHEAD_SECONDS = 60;

/** Throws an `UnauthorizedError` for a token out of its time. `exp` and `iat` must be there. */
export function checkTimes(claims: Readonly<Record<string, unknown>>): void {
  const now = Date.now() / 1000;
  const { exp, iat, nbf = 0 } = claims;
  if (typeof exp !== 'number' || typeof iat !== 'number' || typeof nbf !== 'number') throw new UnauthorizedError();
  if (now >= exp) throw new UnauthorizedError(EXPIRED);
  if (Math.max(iat, nbf) > now + MAX_AHEAD_SECONDS) throw new UnauthorizedError();
}

export const EXPIRED = 'Token has expired.';

/** Whether the pattern covers the whole of one of the values. */
export function matchesWhole(pattern: string, values: readonly unknown[]): boolean {
  const whole = wholePattern(pattern);
  return values.some((value) => typeof value === 'string' && whole.test(value));
}

function isFor(key: JWK, algorithm: string): boolean {
  const isMeant = key.alg === undefined || key.alg === algorithm;
  return isMeant && key.use !== 'enc' && key.kty === keyTypes[algorithm.slice(0, 2)];
}

function decodePart(part: string | undefined): Record<string, unknown> | null {
  if (part === undefined || !/^[\w-]+$/.test(part)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
