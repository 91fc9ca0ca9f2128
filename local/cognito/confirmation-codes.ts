import { randomInt, timingSafeEqual } from 'node:crypto';
import { createBoundedCache } from '../graphql/bounded-cache.ts';
import { CognitoError } from './cognito-error.ts';

/** The codes by which people confirm their sign-up. They are kept in memory alone. */
export interface ConfirmationCodes {
  /** Six digits; an older one of the user no longer counts. */
  create(sub: string): string;
  /** Uses the code up. Throws a `CognitoError` for a wrong one. */
  redeem(sub: string, code: string): void;
}

/** Cognito Developer Guide, Signing up and confirming user accounts. */
const LIFETIME_MS = 24 * 60 * 60_000;
const MAX_ATTEMPTS = 5;
const MAX_CODES = 1_000;

export function createConfirmationCodes(): ConfirmationCodes {
  const codes = createBoundedCache<{ readonly code: string; readonly expiresAt: number; attempts: number }>(MAX_CODES);
  return {
    create(sub) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      codes.set(sub, { code, expiresAt: Date.now() + LIFETIME_MS, attempts: 0 });
      return code;
    },
    redeem(sub, given) {
      const known = codes.get(sub);
      if (!known || Date.now() >= known.expiresAt) {
        throw new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
      }
      known.attempts += 1;
      if (known.attempts > MAX_ATTEMPTS) {
        throw new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
      }
      if (!/^\d{6}$/.test(given) || !timingSafeEqual(Buffer.from(known.code), Buffer.from(given))) {
        throw new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
      }
      codes.delete(sub);
    },
  };
}
