import { randomBytes } from 'node:crypto';
import { createBoundedCache } from '../graphql/bounded-cache.ts';
import type { SrpChallenge } from './srp.ts';
import type { StoredUser } from './store.ts';

/** A sign-in that waits for the client's proof of the password. */
export interface PendingSignIn {
  /** null = there is no such user, which the client does not learn before the end. */
  readonly user: StoredUser | null;
  readonly username: string;
  readonly clientId: string;
  readonly clientPublicValue: string;
  readonly srp: SrpChallenge;
}

/** Sign-ins between their two steps, by the secret block that the client sends back. */
export interface Challenges {
  /** Answers the secret block, in base64. */
  add(pending: PendingSignIn): string;
  /** Each can be answered once. null = none, or it is too late. */
  take(secretBlock: string): PendingSignIn | null;
}

/** Cognito Developer Guide, `AuthSessionValidity`: three minutes by default. */
const LIFETIME_MS = 3 * 60_000;
const MAX_PENDING = 1_000;

export function createChallenges(): Challenges {
  const pending = createBoundedCache<{ readonly signIn: PendingSignIn; readonly expiresAt: number }>(MAX_PENDING);
  return {
    add(signIn) {
      const secretBlock = randomBytes(128).toString('base64');
      pending.set(secretBlock, { signIn, expiresAt: Date.now() + LIFETIME_MS });
      return secretBlock;
    },
    take(secretBlock) {
      const found = pending.get(secretBlock);
      pending.delete(secretBlock);
      return found && Date.now() < found.expiresAt ? found.signIn : null;
    },
  };
}
