import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Item } from './attribute-value.ts';
import { InvalidPagingToken } from './failure.ts';

/** Where a token is good: the resolver or function that was given it, on the table and index that it read. */
export interface TokenScope {
  readonly caller: string;
  readonly table: string;
  /** Undefined = the table itself. */
  readonly index: string | undefined;
}

const nonceLength = 12;
const tagLength = 16;

/** The `nextToken` for the key at which a page ended: encrypted, since keys may hold what the caller must not see. */
export function sealToken(key: Uint8Array, scope: TokenScope, lastKey: Item): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(scopeBytes(scope));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(lastKey), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws {InvalidPagingToken} where the token was not made here for this very scope. */
export function openToken(key: Uint8Array, scope: TokenScope, token: string): Item {
  const bytes = Buffer.from(token, 'base64url');
  // Decoding base64 forgives stray characters; a token has one spelling only.
  if (bytes.length <= nonceLength + tagLength || bytes.toString('base64url') !== token) throw new InvalidPagingToken();
  const nonce = bytes.subarray(0, nonceLength);
  const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      .setAAD(scopeBytes(scope))
      .setAuthTag(tag);
    const opened = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
    // The cast is safe: the tag proves that we wrote it.
    return JSON.parse(opened.toString('utf8')) as Item;
  } catch {
    throw new InvalidPagingToken();
  }
}

function scopeBytes({ caller, table, index }: TokenScope): Buffer {
  return Buffer.from(JSON.stringify([caller, table, index ?? null]));
}
