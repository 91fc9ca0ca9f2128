import type { JWK } from 'jose';

/** The public keys of one issuer of tokens. */
export interface KeySet {
  /** null = the issuer has no such key. Rejects where its keys cannot be had. */
  find(kid: string): Promise<JWK | null>;
}

/** The keys of an issuer, as in `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi`. */
export type KeysOf = (issuer: string) => KeySet;

/** A key without `kid` or `kty` is none (AppSync Developer Guide, OPENID_CONNECT authorization). Throws for no JWKS document. */
export function readKeys(document: unknown): ReadonlyMap<string, JWK> {
  const keys = isRecord(document) ? document['keys'] : undefined;
  if (!Array.isArray(keys)) throw new TypeError('the JWKS document has no list "keys"');
  const found = new Map<string, JWK>();
  for (const key of keys as readonly unknown[]) {
    if (isRecord(key) && typeof key['kid'] === 'string' && typeof key['kty'] === 'string') {
      // jose checks the members of the key's own kind when it imports it.
      found.set(key['kid'], key as unknown as JWK);
    }
  }
  return found;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
