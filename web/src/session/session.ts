/** Who this window is signed in as, and by what. */
export type Session = AccountSession | TokenSession | UserPoolSession;

interface OfPerson {
  /** As the service knows them. */
  readonly userId: string;
}

/** A seeded account of a local server, which makes sessions for whoever asks. */
export interface AccountSession extends OfPerson {
  readonly kind: 'account';
  readonly user: string;
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** The person brought a token of the application that they are signed in to. When it ends, so does the session. */
export interface TokenSession extends OfPerson {
  readonly kind: 'token';
  readonly token: string;
}

/** Amplify keeps the tokens of the user pool, and renews them. */
export interface UserPoolSession extends OfPerson {
  readonly kind: 'user-pool';
}

/** What was stored, by whichever version. Null = it is no session. */
export function parseSession(stored: unknown): Session | null {
  const { kind, userId, user, token, expiresAt } = Object(stored) as Record<string, unknown>;
  if (typeof userId !== 'string') return null;
  if (kind === 'user-pool') return { kind, userId };
  if (typeof token !== 'string') return null;
  if (kind === 'token') return { kind, userId, token };
  if (kind !== 'account' || typeof user !== 'string' || typeof expiresAt !== 'string') return null;
  return { kind, userId, user, token, expiresAt };
}

/** When a token ends, in milliseconds since 1970, as far as it says so itself (RFC 7519, `exp`). Infinity = it does not. */
export function endOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = Object(JSON.parse(atob(payload))) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : Infinity;
  } catch {
    return Infinity;
  }
}
