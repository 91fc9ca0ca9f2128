import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { verifySession } from '../../infra/lambdas/session-authorizer/verify-session.ts';

const secret = new TextEncoder().encode('the secret of sixty-four bytes that the application signs by ....');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

const token = (claims: object = {}, key: Uint8Array = secret, alg = 'HS256') =>
  new SignJWT({ sub: 'alice', exp: inAnHour, ...claims }).setProtectedHeader({ alg }).sign(key);
const verify = async (of: string | Promise<string>) => verifySession(await of, secret);

describe('a token stands for a session', () => {
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
