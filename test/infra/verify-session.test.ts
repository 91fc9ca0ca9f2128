import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Source, readSources } from '../../infra/lambdas/session-authorizer/sources.ts';
import { verifySession } from '../../infra/lambdas/session-authorizer/verify-session.ts';

const secret = new TextEncoder().encode('the secret of sixty-four bytes that the application signs by ....');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

const token = (claims: object = {}, key: Uint8Array = secret, alg = 'HS256') =>
  new SignJWT({ sub: 'alice', exp: inAnHour, ...claims }).setProtectedHeader({ alg }).sign(key);
const bySecret: Source = { kind: 'secret', userIdPrefix: '', secrets: () => Promise.resolve([secret]) };
const verify = async (of: string | Promise<string>) => verifySession(await of, [bySecret]);

/** The same signature: of the bits of its last letter, two stand for nothing. */
function otherwise(jwt: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters[letters.indexOf(jwt.at(-1) ?? '') + 1] ?? '';
  const same = jwt.slice(0, -1) + last;
  expect(Buffer.from(same.split('.')[2] ?? '', 'base64url')).toEqual(Buffer.from(jwt.split('.')[2] ?? '', 'base64url'));
  return same;
}

describe('a token stands for a session', () => {
  test('for as long as the stage lets one last, and no longer', async () => {
    const now = Math.floor(Date.now() / 1000);
    const ofHours = (hours: number) => token({ iat: now - 60, exp: now - 60 + hours * 3600 });
    for (const [hours, longest] of [
      [24, 24],
      [8, 8],
      [100, 100],
    ] as const) {
      expect(await verifySession(await ofHours(hours), [bySecret], longest * 3_600_000)).not.toBeNull();
      expect(await verifySession(await ofHours(hours), [bySecret], longest * 3_600_000 - 1000)).toBeNull();
    }
    // A stage that does not say it lets nobody in.
    expect(await verifySession(await ofHours(1), [bySecret], NaN)).toBeNull();
  });

  test('where the application signed it, with or without the word Bearer', async () => {
    const session = { userId: 'alice', name: 'Alice', expiresAt: inAnHour };
    expect(await verify(token({ name: 'Alice' }))).toEqual(session);
    expect(await verify(`Bearer ${await token({ name: 'Alice' })}`)).toEqual(session);
  });

  test('without a name, where it says none that is text', async () => {
    for (const name of [undefined, '', 7, { toString: 'Alice' }]) {
      expect(await verify(token({ name }))).toEqual({ userId: 'alice', expiresAt: inAnHour });
    }
  });

  test('with a name of at most 80 whole characters', async () => {
    expect((await verify(token({ name: `x${'🙂'.repeat(100)}` })))?.name).toBe(`x${'🙂'.repeat(79)}`);
  });

  test.each(['alice', 'auth0|5f7c8ec7c33c6c004bbafe82', 'a@b.example', 'eu-west-1:6f1c'])('of %s', async (sub) => {
    expect((await verify(token({ sub })))?.userId).toBe(sub);
  });
});

describe('where the secret was changed', () => {
  const before = new TextEncoder().encode('the secret before, of as many bytes as that of the application ....');
  const other = new TextEncoder().encode('a third secret, of as many bytes as that of the application .......');
  const source: Source = { ...bySecret, secrets: () => Promise.resolve([secret, before]) };

  test('a session that was signed with the one before goes on, and one of neither is nobody’s', async () => {
    for (const key of [secret, before]) {
      expect(await verifySession(await token({}, key), [source])).toMatchObject({ userId: 'alice' });
    }
    expect(await verifySession(await token({}, other), [source])).toBeNull();
    expect(await verifySession(await token({}, before), [bySecret])).toBeNull();
  });

  test('one that ended is over, whichever signed it', async () => {
    const exp = Math.floor(Date.now() / 1000) - 1;
    for (const key of [secret, before]) expect(await verifySession(await token({ exp }, key), [source])).toBeNull();
  });
});

describe('a token is nobody’s', () => {
  const now = Math.floor(Date.now() / 1000);
  const cases: [name: string, token: () => string | Promise<string>][] = [
    ['that is empty', () => ''],
    ['that is no JWT', () => 'a.b.c'],
    ['that ended a second ago', () => token({ exp: now - 1 })],
    ['that does not hold yet', () => token({ nbf: now + 60 })],
    ['that never ends', () => token({ exp: undefined })],
    ['that names nobody', () => token({ sub: undefined })],
    ['that names nobody but a blank', () => token({ sub: '' })],
    ['whose user could forge a key', () => token({ sub: 'alice#bob' })],
    ['whose user is too long', () => token({ sub: 'a'.repeat(129) })],
    [
      'of another secret',
      () => token({}, new TextEncoder().encode('another secret, of as many bytes as that of the application ...')),
    ],
    ['that ends later than any session may', () => token({ iat: now, exp: now + 24 * 3600 + 60 })],
    ['that was made to last longer, though it ends soon', () => token({ iat: now - 25 * 3600, exp: now + 60 })],
    [
      'that ends later than any session may, and was made in the future',
      () => token({ iat: now + 3600, exp: now + 25 * 3600 }),
    ],
    ['that is spelled in another way', async () => `bearer ${await token()}`],
    ['that is spelled in another way, twice', async () => `Bearer Bearer ${await token()}`],
    ['whose signature is written otherwise', async () => otherwise(await token())],
    ['of another algorithm, by the same secret', () => token({}, secret, 'HS512')],
    ['that is not signed', () => new UnsecuredJWT({ sub: 'alice', exp: inAnHour }).encode()],
    [
      'signed with somebody’s private key',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT({ sub: 'alice', exp: inAnHour }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
      },
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await token()).split('.');
        const claims = Buffer.from(JSON.stringify({ sub: 'bob', exp: inAnHour })).toString('base64url');
        return `${header}.${claims}.${signature}`;
      },
    ],
  ];
  test.each(cases)('%s', async (_, make) => {
    expect(await verify(make())).toBeNull();
  });
});

describe('a token of an identity provider', () => {
  const issuer = 'https://id.company.test/';
  const signed = { keyId: '', jwks: { keys: [] as object[] }, key: null as CryptoKey | null };
  const strangers: { key: CryptoKey | null } = { key: null };
  let asked = 0;
  let isUp = true;
  /** The provider's keys, which it may fail to give. */
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(signed.jwks));
  });
  let jwksUrl = '';

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    signed.key = privateKey;
    signed.jwks.keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }];
    strangers.key = (await generateKeyPair('ES256')).privateKey;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`;
  });
  afterAll(() => void server.close().closeAllConnections());

  /** As infra/session-authorizer.ts writes them: the company's own people, and those of the application's sessions. */
  const sourcesOf = (userIdPrefix: string, audiences = ['parley']): readonly Source[] => [
    bySecret,
    ...readSources(JSON.stringify([{ kind: 'keys', userIdPrefix, issuer, jwksUrl, audiences }])),
  ];
  const issued = (claims: object = {}, key = signed.key, header: object = { alg: 'ES256', kid: 'one' }) => {
    if (!key) throw new Error('there is no key yet');
    return new SignJWT({ sub: 'alice', exp: inAnHour, iss: issuer, aud: 'parley', ...claims })
      .setProtectedHeader({ alg: 'ES256', ...header })
      .sign(key);
  };

  test('stands for a session, under the prefix of its source, and its keys are fetched once', async () => {
    const sources = sourcesOf('acme:');
    const before = asked;
    for (let time = 0; time < 3; time += 1) {
      expect(await verifySession(await issued(), sources)).toEqual({ userId: 'acme:alice', expiresAt: inAnHour });
    }
    expect(asked - before).toBe(1);
    expect(await verifySession(await token(), sources)).toMatchObject({ userId: 'alice' });
  });

  test('is for us where `aud` or Cognito’s `client_id` says so, and else nobody’s', async () => {
    const sources = sourcesOf('acme:');
    expect(await verifySession(await issued({ aud: ['other', 'parley'] }), sources)).not.toBeNull();
    expect(await verifySession(await issued({ aud: undefined, client_id: 'parley' }), sources)).not.toBeNull();
    for (const claims of [{ aud: 'other' }, { aud: undefined }, { aud: undefined, client_id: 'other' }]) {
      expect(await verifySession(await issued(claims), sources)).toBeNull();
    }
  });

  test('is nobody’s where it ended, names another issuer, or was signed by another, or by none', async () => {
    const sources = sourcesOf('acme:');
    const past = Math.floor(Date.now() / 1000) - 1;
    const tokens = [
      issued({ exp: past }),
      issued({ exp: undefined }),
      issued({ iss: 'https://id.other.test/' }),
      issued({}, strangers.key),
      issued({}, strangers.key, { kid: 'two' }),
      // The public key is known to everyone: as a secret it would let everyone sign.
      token({ iss: issuer, aud: 'parley' }, new TextEncoder().encode(JSON.stringify(signed.jwks.keys[0]))),
      new UnsecuredJWT({ sub: 'alice', exp: inAnHour, iss: issuer, aud: 'parley' }).encode(),
    ];
    for (const one of tokens) expect(await verifySession(await one, sources)).toBeNull();
  });

  test('can not be that of a person of another source', async () => {
    expect(await verifySession(await token({ sub: 'acme:alice' }), sourcesOf('acme:'))).toBeNull();
    expect(await verifySession(await token({ sub: 'acme-alice' }), sourcesOf('acme:'))).not.toBeNull();
  });

  test('is neither let in nor judged while the keys can not be read', async () => {
    isUp = false;
    await expect(verifySession(await issued(), sourcesOf('acme:'))).rejects.toThrow();
    isUp = true;
    expect(await verifySession(await issued(), sourcesOf('acme:'))).not.toBeNull();
  });

  test('is nobody’s where it names no key of several, which anyone can do', async () => {
    const [first] = signed.jwks.keys;
    signed.jwks.keys = [first ?? {}, { ...first, kid: 'two' }];
    const sources = sourcesOf('acme:');
    expect(await verifySession(await issued({}, strangers.key, { kid: undefined }), sources)).toBeNull();
    expect(await verifySession(await issued(), sources)).not.toBeNull();
    signed.jwks.keys = [first ?? {}];
  });

  test('goes on by the keys that are kept while the provider is down, for hours, and no new key is known then', async () => {
    const quiet = vi.spyOn(console, 'error').mockReturnValue();
    const sources = sourcesOf('acme:');
    const exp = inAnHour + 5 * 3600;
    const started = Date.now();
    expect(await verifySession(await issued({ exp }), sources)).not.toBeNull();
    isUp = false;
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(started + 11 * 60_000);
    expect(await verifySession(await issued({ exp }), sources)).not.toBeNull();
    expect(await verifySession(await issued({ exp }, strangers.key, { kid: 'two' }), sources)).toBeNull();
    expect(quiet).toHaveBeenCalledTimes(2);
    vi.setSystemTime(started + 4 * 3_600_000 + 60_000);
    await expect(verifySession(await issued({ exp }), sources)).rejects.toThrow();
    vi.useRealTimers();
    isUp = true;
    quiet.mockRestore();
  });
});
