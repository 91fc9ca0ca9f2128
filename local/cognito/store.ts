import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import type { StoredPassword } from './password.ts';

/** What is kept of a user pool. */
export interface StoredPool {
  /** The private key, as a JSON Web Key with `kid`. */
  readonly signingKey: JWK & { readonly kid: string };
  readonly users: StoredUser[];
  readonly signIns: StoredSignIn[];
}

export interface StoredUser {
  readonly sub: string;
  /** Of the user's own choice, or the `sub` in a pool where people sign in by an attribute. */
  readonly username: string;
  status: 'UNCONFIRMED' | 'CONFIRMED';
  password: StoredPassword;
  /** `sub` not included. */
  attributes: Record<string, string>;
  groups: readonly string[];
}

/** One sign-in, for as long as it can be refreshed. */
export interface StoredSignIn {
  /** SHA-256 of the refresh token, in hexadecimal digits. */
  readonly tokenHash: string;
  readonly sub: string;
  readonly clientId: string;
  /** In every token of the sign-in. */
  readonly originJti: string;
  /** Epoch seconds. */
  readonly authTime: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** All pools by id. */
export interface UserPoolStore {
  readonly pools: Record<string, StoredPool>;
  /** Writes what has changed. */
  save(): void;
}

const fileName = 'user-pools.json';

/** `directory: null` keeps nothing. Throws where the file is not what `save` wrote. */
export function openStore(directory: string | null): UserPoolStore {
  if (directory === null) return { pools: {}, save() {} };
  const path = join(directory, fileName);
  const pools = readPools(path);
  return {
    pools,
    save() {
      mkdirSync(directory, { recursive: true });
      // Whole or not at all: a crash half way must not cost the users that were there before.
      writeFileSync(`${path}.new`, `${JSON.stringify(pools, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

function readPools(path: string): Record<string, StoredPool> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`cannot read the kept user pools in ${path}`, { cause: error });
  }
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : null;
  if (entries === null || !entries.every((entry): entry is [string, StoredPool] => isStoredPool(entry[1]))) {
    throw new Error(`${path} does not hold kept user pools`);
  }
  return Object.fromEntries(entries);
}

function isStoredPool(value: unknown): value is StoredPool {
  if (typeof value !== 'object' || value === null) return false;
  const { signingKey, users, signIns } = value as Partial<StoredPool>; // Every member is checked next.
  return typeof signingKey?.kid === 'string' && Array.isArray(users) && Array.isArray(signIns);
}
