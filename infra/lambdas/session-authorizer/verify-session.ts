import { jwtVerify } from 'jose';

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
 * The session that a token stands for: a JWT signed with HS256 by the application, with the person's id as `sub` and an `exp`.
 * Null = no session to trust, for whatever reason.
 */
export async function verifySession(token: string, secret: Uint8Array): Promise<Session | null> {
  try {
    const { payload } = await jwtVerify(token.replace(/^Bearer /i, ''), secret, {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, exp, name } = payload;
    if (!sub || !exp || !userIdPattern.test(sub)) return null;
    return { userId: sub, expiresAt: exp, ...(typeof name === 'string' && name ? { name: shortened(name) } : {}) };
  } catch {
    return null;
  }
}

/** By code points: half of a pair is no text, and could not be stored. */
function shortened(name: string): string {
  return [...name].slice(0, 80).join('');
}
