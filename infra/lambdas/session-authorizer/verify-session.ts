import { type JWTPayload, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { KeysSource, Source } from './sources.ts';

export interface Session {
  userId: string;
  /** What the application calls the person; absent = it does not say. */
  name?: string;
  /** Epoch seconds. */
  expiresAt: number;
}

/** User ids become parts of keys: letters, digits and what common identity providers add. */
const userIdPattern = /^[A-Za-z0-9_.:@|-]{1,100}$/;

/**
 * The session that a token stands for: a JWT of one of the sources, with the person's id as `sub` and an `exp` at most `longestMs` after its
 * `iat` and after now (default 24 hours). Null = no session to trust. Rejects where a source's secret or keys can not be read: that is no fault of the token's.
 */
export async function verifySession(
  token: string,
  sources: readonly Source[],
  longestMs = 24 * 3_600_000,
): Promise<Session | null> {
  const jwt = token.replace(/^Bearer /, '');
  if (!isSpelledOnce(jwt)) return null;
  const source = sourceOf(jwt, sources);
  if (!source) return null;
  const payload = await verified(jwt, source);
  if (!payload) return null;
  const { sub, exp, iat, name } = payload;
  if (typeof sub !== 'string' || !sub || !exp) return null;
  // One that does not say when it was made may have been made now.
  const now = Date.now() / 1000;
  const lifetimeMs = (exp - Math.min(iat ?? now, now)) * 1000;
  if (!(lifetimeMs <= longestMs)) return null;
  const userId = source.userIdPrefix + sub;
  if (!userIdPattern.test(userId) || isAnothers(userId, source, sources)) return null;
  return { userId, expiresAt: exp, ...(typeof name === 'string' && name ? { name: shortened(name) } : {}) };
}

/**
 * The last letter of a signature has bits that nothing stands in: written in sixteen ways, one session would be sixteen to whoever counts
 * requests by the header that they come with. The other two parts are signed as they are written.
 */
function isSpelledOnce(jwt: string): boolean {
  const signature = jwt.slice(jwt.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

/** By the algorithm and the issuer that the token names. Nothing of it is trusted yet. */
function sourceOf(jwt: string, sources: readonly Source[]): Source | undefined {
  try {
    const isSymmetric = decodeProtectedHeader(jwt).alg === 'HS256';
    const { iss } = decodeJwt(jwt);
    return sources.find((one) => (one.kind === 'secret' ? isSymmetric : !isSymmetric && one.issuer === iss));
  } catch {
    return undefined;
  }
}

async function verified(jwt: string, source: Source): Promise<JWTPayload | null> {
  if (source.kind === 'secret') {
    for (const secret of await source.secrets()) {
      const payload = await orNull(jwtVerify(jwt, secret, { algorithms: ['HS256'], requiredClaims }));
      if (payload) return payload;
    }
    return null;
  }
  const { issuer, keys } = source;
  const payload = await orNull(jwtVerify(jwt, keys, { algorithms: ['RS256', 'ES256'], issuer, requiredClaims }));
  return payload && isForUs(payload, source) ? payload : null;
}

const requiredClaims = ['sub', 'exp'];

/** Null = something is wrong with the token. */
async function orNull(verifying: Promise<{ payload: JWTPayload }>): Promise<JWTPayload | null> {
  try {
    return (await verifying).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && faults.has(error.code)) return null;
    throw error;
  }
}

/** What is wrong with a token, as opposed to a key set that can not be fetched. */
const faults: ReadonlySet<string> = new Set([
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  // It names no key where there are several of its kind.
  errors.JWKSMultipleMatchingKeys.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWTExpired.code,
  errors.JWTInvalid.code,
]);

/** Cognito's access tokens have no `aud`: they name the client as `client_id`. */
function isForUs({ aud, client_id }: JWTPayload, { audiences }: KeysSource): boolean {
  const named = [...(Array.isArray(aud) ? aud : [aud]), client_id];
  return named.some((one) => typeof one === 'string' && audiences.includes(one));
}

/** A source without a prefix could name a person of another source. */
function isAnothers(userId: string, source: Source, sources: readonly Source[]): boolean {
  return sources.some(
    (one) => one.userIdPrefix.length > source.userIdPrefix.length && userId.startsWith(one.userIdPrefix),
  );
}

/** By code points: half of a pair is no text, and could not be stored. */
function shortened(name: string): string {
  return [...name].slice(0, 80).join('');
}
