import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { UserPoolClientDefinition, UserPoolDefinition } from '../assembly/model.ts';
import { issuerOf } from '../auth/cognito.ts';
import { notAuthorized } from './cognito-error.ts';
import type { StoredPool, StoredSignIn, StoredUser } from './store.ts';

/** Makes a pool's tokens, and reads them back. */
export interface Tokens {
  /** The public half of the key that signs, as `jwks.json` holds it. */
  readonly publicKey: JWK & { readonly kid: string };
  issue(user: StoredUser, client: UserPoolClientDefinition, signIn: StoredSignIn): Promise<IssuedTokens>;
  /** The claims of an access token of this pool. Rejects with a `NotAuthorizedException` for any other. */
  readAccessToken(token: string): Promise<{ readonly sub: string; readonly originJti: string }>;
}

export interface IssuedTokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
}

export async function createSigningKey(): Promise<StoredPool['signingKey']> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/** Cognito Developer Guide, Understanding the access token, Understanding the ID token. */
export async function createTokens(pool: UserPoolDefinition, signingKey: StoredPool['signingKey']): Promise<Tokens> {
  // Loaded with the first pool: deployments without any would wait for it at every start.
  const { errors, importJWK, jwtVerify, SignJWT } = await import('jose');
  const issuer = issuerOf({ region: pool.region, userPoolId: pool.id });
  const privateKey = await importJWK(signingKey, 'RS256');
  const { kid, kty, n, e } = signingKey;
  const publicKey = { kid, kty, n, e, alg: 'RS256', use: 'sig' } as JWK & { kid: string };

  const sign = (claims: Record<string, unknown>, now: number, lifetimeMs: number): Promise<string> =>
    new SignJWT({ ...claims, iss: issuer, iat: now, exp: now + Math.round(lifetimeMs / 1000), jti: randomUUID() })
      .setProtectedHeader({ kid, alg: 'RS256' })
      .sign(privateKey);

  return {
    publicKey,
    async issue(user, client, signIn) {
      const now = Math.floor(Date.now() / 1000);
      const groups = sortedGroups(pool, user);
      const shared = {
        sub: user.sub,
        ...(groups.length > 0 && { 'cognito:groups': groups }),
        origin_jti: signIn.originJti,
        event_id: randomUUID(),
        auth_time: signIn.authTime,
      };
      const access = {
        ...shared,
        client_id: client.id,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        username: user.username,
      };
      const id = {
        ...shared,
        ...attributeClaims(user),
        aud: client.id,
        token_use: 'id',
        'cognito:username': user.username,
      };
      return {
        AccessToken: await sign(access, now, client.accessTokenMs),
        IdToken: await sign(id, now, client.idTokenMs),
        ExpiresIn: Math.round(client.accessTokenMs / 1000),
        TokenType: 'Bearer',
      };
    },
    async readAccessToken(token) {
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ['RS256'], issuer }).catch(
        (error: unknown) => {
          const isExpired = error instanceof errors.JWTExpired;
          throw notAuthorized(isExpired ? 'Access Token has expired' : 'Invalid Access Token');
        },
      );
      const { sub, origin_jti: originJti, token_use: use } = payload;
      if (use !== 'access' || typeof sub !== 'string' || typeof originJti !== 'string') {
        throw notAuthorized('Invalid Access Token');
      }
      return { sub, originJti };
    },
  };
}

/** Whether an address was verified is a boolean in a token, and text everywhere else. */
function attributeClaims(user: StoredUser): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(user.attributes).map(([name, value]) => [
      name,
      name.endsWith('_verified') ? value === 'true' : value,
    ]),
  );
}

function sortedGroups(pool: UserPoolDefinition, user: StoredUser): readonly string[] {
  const rank = (name: string): number => pool.groups.find((group) => group.name === name)?.precedence ?? Infinity;
  const known = user.groups.filter((name) => pool.groups.some((group) => group.name === name));
  return known.toSorted((left, right) => (rank(left) === rank(right) ? 0 : rank(left) - rank(right)));
}
