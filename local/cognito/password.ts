import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordPolicy } from '../assembly/model.ts';
import { CognitoError } from './cognito-error.ts';
import { computeVerifier } from './srp.ts';

/** What is kept of a password; the password itself is not. All in hexadecimal digits. */
export interface StoredPassword {
  readonly srpSalt: string;
  readonly srpVerifier: string;
  readonly hashSalt: string;
  readonly hash: string;
}

const hashBytes = 32;
const hashOf = promisify<string, Buffer, number, Buffer>(scrypt);

export async function storePassword(poolName: string, username: string, password: string): Promise<StoredPassword> {
  // Cognito's salt is a positive number, so its first byte is below 0x80.
  const srpSalt = randomBytes(16);
  srpSalt[0] = (srpSalt[0] ?? 0) & 0x7f || 1;
  const hashSalt = randomBytes(16);
  return {
    srpSalt: srpSalt.toString('hex'),
    srpVerifier: computeVerifier(poolName, username, password, srpSalt.toString('hex')),
    hashSalt: hashSalt.toString('hex'),
    hash: (await hashOf(password, hashSalt, hashBytes)).toString('hex'),
  };
}

/** `stored: null` takes as long and answers false. */
export async function isPassword(stored: StoredPassword | null, password: string): Promise<boolean> {
  const salt = stored === null ? randomBytes(16) : Buffer.from(stored.hashSalt, 'hex');
  const hash = await hashOf(password, salt, hashBytes);
  return stored !== null && timingSafeEqual(hash, Buffer.from(stored.hash, 'hex'));
}

/** Cognito Developer Guide, Password requirements: what counts as a symbol. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Throws an `InvalidPasswordException` for a password that the pool does not take. */
export function checkPolicy(password: string, policy: PasswordPolicy): void {
  const failure = [
    { isBroken: password.length < policy.minimumLength, reason: 'Password not long enough' },
    { isBroken: policy.needsLowercase && !/[a-z]/.test(password), reason: 'Password must have lowercase characters' },
    { isBroken: policy.needsUppercase && !/[A-Z]/.test(password), reason: 'Password must have uppercase characters' },
    { isBroken: policy.needsNumber && !/[0-9]/.test(password), reason: 'Password must have numeric characters' },
    { isBroken: policy.needsSymbol && !symbol.test(password), reason: 'Password must have symbol characters' },
    { isBroken: password.length > 256, reason: 'Password too long' },
  ].find(({ isBroken }) => isBroken);
  if (failure)
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${failure.reason}`);
}
