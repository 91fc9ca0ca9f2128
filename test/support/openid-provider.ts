import { once } from 'node:events';
import { createServer } from 'node:http';
import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An OpenID Connect provider on this machine, as far as a verifier of tokens sees one. */
export interface OpenIdProvider {
  readonly issuer: string;
  /** Signs by the newest key. `exp` and `iat` are set unless the claims have them; undefined leaves one out. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** From now on another key is published, and signs. */
  rotate(): Promise<void>;
  /** How often the keys were fetched. */
  readonly fetches: number;
  /** What is published in place of the keys; null = the keys. */
  published: readonly object[] | null;
  close(): Promise<void>;
}

export async function startOpenIdProvider(algorithm = 'RS256'): Promise<OpenIdProvider> {
  let key: { readonly kid: string; readonly privateKey: CryptoKey; readonly publicKey: JWK };
  let count = 0;
  const rotate = async (): Promise<void> => {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const kid = `key-${(count += 1)}`;
    const publicKey = { ...(await exportJWK(pair.publicKey)), kid, alg: algorithm, use: 'sig' };
    key = { kid, privateKey: pair.privateKey, publicKey };
  };
  await rotate();
  let fetches = 0;
  const server = createServer((request, response) => {
    const documents: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({ issuer, jwks_uri: `${issuer}/keys` }),
      '/keys': () => {
        fetches += 1;
        return { keys: provider.published ?? [key.publicKey] };
      },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document?.() ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider: OpenIdProvider = {
    issuer,
    rotate,
    get fetches() {
      return fetches;
    },
    published: null,
    async sign(claims, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, sub: 'someone', iat: now, exp: now + 300, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: algorithm, kid: key.kid, ...header }).sign(key.privateKey);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}
