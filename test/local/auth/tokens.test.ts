import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair, generateSecret, importJWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AuthMode } from '../../../local/assembly/model.ts';
import type { AuthRequest } from '../../../local/auth/auth-request.ts';
import { createAuthorizer } from '../../../local/auth/authorizer.ts';
import { silentLog } from '../../../local/log.ts';
import { apiKey, defineApi, lambda } from '../graphql/api.ts';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abcdefghi';
const provider = 'https://login.example';
const cognito = {
  type: 'AMAZON_COGNITO_USER_POOLS',
  userPoolId: 'eu-west-1_abcdefghi',
  region: 'eu-west-1',
  appIdClientRegex: null,
  defaultAction: 'ALLOW',
} as const;
const oidc = { type: 'OPENID_CONNECT', issuer: provider, clientId: null, iatTtlMs: null, authTtlMs: null } as const;

const DENIED = 'You are not authorized to make this call.';
const now = () => Math.floor(Date.now() / 1000);

let own: Awaited<ReturnType<typeof generateKeyPair>>;
const published = new Map<string, JWK>();

beforeAll(async () => {
  own = await generateKeyPair('RS256', { extractable: true });
  const elliptic = await generateKeyPair('ES256', { extractable: true });
  const secret = (await generateSecret('HS256', { extractable: true })) as CryptoKey;
  published.set('own', { ...(await exportJWK(own.publicKey)), kid: 'own' });
  published.set('only-rs256', { ...(await exportJWK(own.publicKey)), kid: 'only-rs256', alg: 'RS256' });
  published.set('encrypts', { ...(await exportJWK(own.publicKey)), kid: 'encrypts', use: 'enc' });
  published.set('elliptic', { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic' });
  published.set('secret', { ...(await exportJWK(secret)), kid: 'secret' });
  const probabilistic = (await importJWK(await exportJWK(own.privateKey), 'PS512')) as CryptoKey;
  keys = { RS256: own.privateKey, PS512: probabilistic, ES256: elliptic.privateKey, HS256: secret };
});
let keys: Record<string, CryptoKey>;

interface Form {
  readonly alg?: string;
  readonly kid?: string | undefined;
  readonly key?: CryptoKey | Uint8Array;
}

/** A claim that is undefined is left out. */
async function sign(claims: Record<string, unknown>, { alg = 'RS256', key, ...form }: Form = {}): Promise<string> {
  const kid = 'kid' in form ? form.kid : 'own';
  const all = { iss: issuer, sub: 'sub-1', iat: now(), exp: now() + 60, ...claims };
  const header = { alg, ...(kid !== undefined && { kid }) };
  const signingKey = key ?? keys[alg] ?? own.privateKey;
  return new SignJWT(all).setProtectedHeader(header).sign(signingKey);
}

function authorize(authorization: string | null, modes: readonly [AuthMode, ...AuthMode[]], more: object = {}) {
  const request: AuthRequest = {
    requestId: 'r',
    headers: { ...(authorization !== null && { authorization }), ...more },
    sourceIp: ['127.0.0.1'],
    operation: { queryString: '{ a }', operationName: null, variables: {} },
    signed: { method: 'POST', path: '/graphql', body: '' },
  };
  return createAuthorizer(defineApi({ schema: '', authModes: modes }), {
    invoke: () => Promise.resolve({ isAuthorized: true }),
    verifySignature: () => null,
    keysOf: () => ({ find: (kid) => Promise.resolve(published.get(kid) ?? null) }),
    accountId: '123456789012',
    log: silentLog,
  })(request);
}

const access = { token_use: 'access', client_id: 'web', username: 'ann' };

describe('a token of a user pool', () => {
  test('gives the identity that AppSync gives, of an access token', async () => {
    const token = await sign({ ...access, 'cognito:groups': ['admins'] });
    const caller = await authorize(token, [cognito]);
    expect(caller).toMatchObject({ mode: 'AMAZON_COGNITO_USER_POOLS', groups: ['admins'] });
    expect(caller.identity).toEqual({
      sub: 'sub-1',
      issuer,
      username: 'ann',
      claims: expect.objectContaining({ client_id: 'web', iss: issuer }) as unknown,
      sourceIp: ['127.0.0.1'],
      defaultAuthStrategy: 'ALLOW',
      groups: ['admins'],
    });
  });

  test('gives the identity that AppSync gives, of an ID token without groups', async () => {
    const token = await sign({ token_use: 'id', aud: 'web', 'cognito:username': 'ann' });
    const { identity, groups } = await authorize(token, [{ ...cognito, defaultAction: 'DENY' }]);
    expect(identity).toMatchObject({ username: 'ann', groups: null, defaultAuthStrategy: 'DENY' });
    expect(groups).toEqual([]);
  });

  test('may follow the word Bearer', async () => {
    expect(await authorize(`Bearer ${await sign(access)}`, [cognito])).toMatchObject({ identity: { username: 'ann' } });
  });

  const refused: readonly [string, Record<string, unknown>, Form?, string?][] = [
    ['that has expired', { exp: now() - 1 }, {}, 'Token has expired.'],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['from the future', { iat: now() + 120 }],
    ['that is not valid yet', { nbf: now() + 120 }],
    ['of another pool', { iss: `${issuer}x` }],
    ['of another use', { token_use: 'refresh' }],
    ['without sub', { sub: undefined }],
    ['without kid', {}, { kid: undefined }],
    ['of an unknown key', {}, { kid: 'unknown' }],
    ['by PS512', {}, { alg: 'PS512' }],
    ['by ES256', {}, { alg: 'ES256', kid: 'elliptic' }],
  ];
  test.each(refused)('%s is refused', async (_, claims, form = {}, message = DENIED) => {
    await expect(authorize(await sign({ ...access, ...claims }, form), [cognito])).rejects.toThrow(message);
  });

  test('that was changed is refused', async () => {
    const [header, , signature] = (await sign(access)).split('.');
    const claims = Buffer.from(JSON.stringify({ ...access, iss: issuer, sub: 'b', iat: now(), exp: now() + 9 }));
    await expect(authorize(`${header}.${claims.toString('base64url')}.${signature}`, [cognito])).rejects.toThrow(
      DENIED,
    );
  });

  test('without a signature is refused', async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { ...access, iss: issuer, sub: 'a', iat: now(), exp: now() + 60 };
    const token = `${encode({ alg: 'none', kid: 'own' })}.${encode(claims)}.`;
    await expect(authorize(token, [cognito])).rejects.toThrow(DENIED);
  });

  test.each([
    ['web', true],
    ['web|phone', true],
    ['we', false],
    ['phone', false],
  ])('is let in by the app client regex %s: %s', async (appIdClientRegex, isLetIn) => {
    const mode = { ...cognito, appIdClientRegex };
    for (const claims of [access, { token_use: 'id', aud: 'web' }]) {
      const answer = authorize(await sign(claims), [mode])
        .then(() => true)
        .catch(() => false);
      expect(await answer).toBe(isLetIn);
    }
  });
});

describe('a token of an OpenID Connect provider', () => {
  const claims = { iss: provider };

  test('gives sub, issuer and claims', async () => {
    const { mode, identity } = await authorize(await sign(claims), [oidc]);
    expect(mode).toBe('OPENID_CONNECT');
    expect(identity).toEqual({ sub: 'sub-1', issuer: provider, claims: expect.objectContaining(claims) as unknown });
  });

  test.each([
    ['RS256', 'own'],
    ['PS512', 'own'],
    ['ES256', 'elliptic'],
    ['HS256', 'secret'],
  ])('may be signed by %s', async (alg, kid) => {
    expect(await authorize(await sign(claims, { alg, kid }), [oidc])).toMatchObject({ mode: 'OPENID_CONNECT' });
  });

  test.each([
    ['by an HMAC of a public key', { alg: 'HS256', kid: 'own' }],
    ['by another algorithm than the key is for', { alg: 'PS512', kid: 'only-rs256' }],
    ['by a key for encryption', { alg: 'RS256', kid: 'encrypts' }],
  ])('is refused where it is signed %s', async (_, form) => {
    await expect(authorize(await sign(claims, form), [oidc])).rejects.toThrow(DENIED);
  });

  test.each([
    [{ aud: 'web' }, true],
    [{ aud: ['other', 'web'] }, true],
    [{ aud: 'other', azp: 'web' }, true],
    [{ aud: 'website' }, false],
    [{}, false],
  ])('for %j is let in by the client id web: %s', async (named, isLetIn) => {
    const answer = authorize(await sign({ ...claims, ...named }), [{ ...oidc, clientId: 'web|phone' }]);
    expect(await answer.then(() => true).catch(() => false)).toBe(isLetIn);
  });

  test('holds no longer than the API lets it', async () => {
    const token = await sign({ ...claims, iat: now() - 30, auth_time: now() - 50 });
    const limited = (iatTtlMs: number | null, authTtlMs: number | null) =>
      authorize(token, [{ ...oidc, iatTtlMs, authTtlMs }]);
    expect(await limited(60_000, 60_000)).toMatchObject({ mode: 'OPENID_CONNECT' });
    await expect(limited(20_000, null)).rejects.toThrow('Token has expired.');
    await expect(limited(null, 40_000)).rejects.toThrow('Token has expired.');
    await expect(authorize(await sign(claims), [{ ...oidc, authTtlMs: 40_000 }])).rejects.toThrow(DENIED);
  });

  test('is compared with the issuer only where there are several modes', async () => {
    const token = await sign({ iss: 'https://elsewhere.example' });
    expect(await authorize(token, [oidc])).toMatchObject({ identity: { issuer: 'https://elsewhere.example' } });
    await expect(authorize(token, [oidc, apiKey])).rejects.toThrow(DENIED);
  });
});

describe('among several modes', () => {
  const all = [apiKey, cognito, oidc, lambda] as const;

  test.each([
    [issuer, 'AMAZON_COGNITO_USER_POOLS'],
    [provider, 'OPENID_CONNECT'],
    ['https://elsewhere.example', 'AWS_LAMBDA'],
  ])('a token of %s is for %s', async (iss, mode) => {
    expect(await authorize(await sign({ ...access, iss }), [...all])).toMatchObject({ mode });
  });

  test('what is no token is for the Lambda authorizer, unless it is a bearer', async () => {
    expect(await authorize('user:ann', [...all])).toMatchObject({ mode: 'AWS_LAMBDA' });
    await expect(authorize('Bearer user:ann', [...all])).rejects.toThrow('Unable to parse JWT token.');
    await expect(authorize(`Bearer ${await sign({ iss: 'https://e.example' })}`, [...all])).rejects.toThrow(DENIED);
    expect(await authorize('Bearer user:ann', [lambda])).toMatchObject({ mode: 'AWS_LAMBDA' });
  });

  test('a token that does not hold is not tried with the Lambda authorizer', async () => {
    await expect(authorize(await sign({ ...access, exp: now() - 1 }), [...all])).rejects.toThrow('Token has expired.');
  });
});

describe('where tokens are the way in', () => {
  test.each([
    ['nothing', null, {}, 'Missing authorization header'],
    ['a key', null, { 'x-api-key': 'da2-key' }, 'Valid authorization header not provided.'],
    ['another scheme', 'Basic YTpi', {}, 'Valid authorization header not provided.'],
    ['no token', 'abc', {}, 'Unable to parse JWT token.'],
    ['a broken token', 'a.b.c', {}, 'Unable to parse JWT token.'],
  ])('%s is refused in the words of AppSync', async (_, authorization, more, message) => {
    await expect(authorize(authorization, [cognito], more)).rejects.toThrow(message);
    await expect(authorize(authorization, [oidc], more)).rejects.toThrow(message);
  });
});
