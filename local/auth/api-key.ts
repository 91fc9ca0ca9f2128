import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from './caller.ts';
import { noFields } from './caller.ts';
import { UnauthorizedError } from './unauthorized-error.ts';

/** `expiresAt` in epoch milliseconds; null = the key does not expire here. */
export interface ApiKey {
  readonly value: string;
  readonly expiresAt: number | null;
}

/** Throws an `UnauthorizedError` for an unknown or expired key. */
export function authorizeApiKey(keys: readonly ApiKey[], given: string): Caller {
  const key = keys.find(({ value }) => isSame(value, given));
  if (!key || (key.expiresAt !== null && key.expiresAt <= Date.now())) throw new UnauthorizedError();
  return { mode: 'API_KEY', identity: null, deniedFields: noFields, groups: [], statements: null };
}

/** In the same time for any two texts. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
