import { describe, expect, test } from 'vitest';
import { outputsOf } from '../../../web/src/outputs/outputs.ts';
import { endOf, parseSession } from '../../../web/src/session/session.ts';

describe('a stored session', () => {
  test.each([
    { kind: 'account', userId: 'alice', user: 'alice', token: 't', expiresAt: '2026-01-01T00:00:00.000Z' },
    { kind: 'token', userId: 'alice', token: 't' },
    { kind: 'user-pool', userId: 'alice' },
  ])('of an $kind is read as it was', (session) => expect(parseSession({ ...session, other: 1 })).toEqual(session));

  test.each([
    null,
    'text',
    7,
    {},
    { kind: 'token', userId: 'alice' },
    { kind: 'token', token: 't' },
    { kind: 'account', userId: 'alice', token: 't' },
    { kind: 'other', userId: 'alice', token: 't' },
    // That of an earlier version.
    { user: 'alice', userId: 'alice', token: 't', expiresAt: '2026-01-01T00:00:00.000Z' },
  ])('that is %j is none', (stored) => expect(parseSession(stored)).toBeNull());
});

describe('a token', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test('ends when it says so', () => {
    // Some characters that the two alphabets of base 64 write differently.
    expect(endOf(`${part({ alg: 'HS256' })}.${part({ exp: 1_800_000_000, name: '¿ÿ~>>???' })}.x`)).toBe(
      1_800_000_000_000,
    );
  });

  test.each(['', 'nonsense', 'a.b.c', `x.${part({})}.y`, `x.${part({ exp: 'soon' })}.y`])(
    'that is %j says no end',
    (token) => {
      expect(endOf(token)).toBe(Infinity);
    },
  );
});

describe('the outputs of a deployment', () => {
  const data = { url: 'https://api.test/graphql' };
  const auth = { user_pool_id: 'eu-west-1_Abc', user_pool_client_id: 'web' };

  test('name the user pool that people sign in with', () => {
    expect(outputsOf({ data, auth })?.userPool).toEqual({ userPoolId: 'eu-west-1_Abc', userPoolClientId: 'web' });
  });

  test('say where a pool is that is not at AWS', () => {
    const custom = { user_pool_endpoint: 'http://localhost:4000/cognito' };
    expect(outputsOf({ data, auth, custom })?.userPool?.userPoolEndpoint).toBe(custom.user_pool_endpoint);
    expect(outputsOf({ data, auth, custom: { user_pool_endpoint: 'javascript:1' } })?.userPool).toEqual({
      userPoolId: 'eu-west-1_Abc',
      userPoolClientId: 'web',
    });
  });

  test('have no pool where they name only half of one', () => {
    expect(outputsOf({ data })?.userPool).toBeNull();
    expect(outputsOf({ data, auth: { user_pool_id: 'eu-west-1_Abc' } })?.userPool).toBeNull();
  });
});
