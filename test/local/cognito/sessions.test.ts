import { createHmac } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ann, people, servePools, web, type ServedPools } from './pool.ts';

afterEach(() => void vi.useRealTimers());

const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${people.id}`;
const refresh = ({ call }: ServedPools, token: unknown, more: object = {}) =>
  call('GetTokensFromRefreshToken', { ClientId: web.id, RefreshToken: token, ...more });

describe('the tokens of a pool', () => {
  test('are verified by the keys that it publishes', async () => {
    const served = await servePools({ users: [{ ...ann, groups: ['late', 'second', 'first'] }] });
    const tokens = await served.signIn();
    const folder = `${served.origin}/cognito/${people.id}/.well-known`;
    const configuration = (await (await fetch(`${folder}/openid-configuration`)).json()) as Record<string, string>;
    expect(configuration).toMatchObject({ issuer, jwks_uri: `${folder}/jwks.json` });
    const published = (await (await fetch(`${folder}/jwks.json`)).json()) as JSONWebKeySet;
    expect(Object.keys(published.keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const keys = createLocalJWKSet(published);
    const access = await jwtVerify(tokens['AccessToken'] ?? '', keys, { issuer, algorithms: ['RS256'] });
    const id = await jwtVerify(tokens['IdToken'] ?? '', keys, { issuer, audience: web.id });
    expect(access.payload).toMatchObject({
      token_use: 'access',
      client_id: web.id,
      username: access.payload.sub,
      scope: 'aws.cognito.signin.user.admin',
      'cognito:groups': ['first', 'second', 'late'],
    });
    expect(id.payload).toMatchObject({
      token_use: 'id',
      sub: access.payload.sub,
      email: ann.username,
      email_verified: true,
      'cognito:username': access.payload.sub,
      origin_jti: access.payload['origin_jti'],
    });
    expect((access.payload.exp ?? 0) - (access.payload.iat ?? 0)).toBe(300);
    expect((id.payload.exp ?? 0) - (id.payload.iat ?? 0)).toBe(600);
  });

  test('name no group of somebody who is in none', async () => {
    const tokens = await (await servePools()).signIn();
    expect(decodeJwt(tokens['AccessToken'] ?? '')).not.toHaveProperty('cognito:groups');
  });
});

describe('a refresh token', () => {
  test('gives new tokens of the same sign-in, and no other refresh token', async () => {
    const served = await servePools();
    const { AccessToken = '', RefreshToken } = await served.signIn();
    const old = await served.call('InitiateAuth', {
      ClientId: web.id,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    });
    for (const { body } of [await refresh(served, RefreshToken), old]) {
      expect(body.AuthenticationResult).not.toHaveProperty('RefreshToken');
      const [before, after] = [decodeJwt(AccessToken), decodeJwt(body.AuthenticationResult?.['AccessToken'] ?? '')];
      expect(after['origin_jti']).toBe(before['origin_jti']);
      expect(after.jti).not.toBe(before.jti);
    }
  });

  test('ends with its time, by revocation, and with every other at a global sign-out', async () => {
    const served = await servePools();
    const [one, two] = [await served.signIn(), await served.signIn()];
    expect(await served.call('RevokeToken', { ClientId: web.id, Token: one['RefreshToken'] })).toMatchObject({
      status: 200,
    });
    expect(await refresh(served, one['RefreshToken'])).toMatchObject({ body: { message: 'Invalid Refresh Token' } });
    expect(await served.call('GetUser', { AccessToken: one['AccessToken'] })).toMatchObject({
      body: { message: 'Access Token has been revoked' },
    });
    expect((await refresh(served, two['RefreshToken'])).status).toBe(200);

    const three = await served.signIn();
    expect((await served.call('GlobalSignOut', { AccessToken: two['AccessToken'] })).status).toBe(200);
    for (const { RefreshToken } of [two, three]) expect((await refresh(served, RefreshToken)).status).toBe(400);

    const four = await served.signIn();
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + web.refreshTokenMs);
    expect((await refresh(served, four['RefreshToken'])).status).toBe(400);
  });

  test('is for the client that it was given to', async () => {
    const other = { ...web, id: 'otherclient000000000000000' };
    const served = await servePools({ pool: { clients: [web, other] } });
    const { RefreshToken } = await served.signIn();
    expect(await refresh(served, RefreshToken, { ClientId: other.id })).toMatchObject({ status: 400 });
  });

  test.each([['unknown'], ['']])('%j is refused', async (token) => {
    expect((await refresh(await servePools(), token)).status).toBe(400);
  });
});

describe('who an access token is for', () => {
  test('is answered with the attributes', async () => {
    const served = await servePools({ users: [{ ...ann, attributes: { name: 'Ann', 'custom:tenant': 't1' } }] });
    const { AccessToken } = await served.signIn();
    const { body } = await served.call('GetUser', { AccessToken });
    expect(body['Username']).toMatch(/^[0-9a-f-]{36}$/);
    expect(body['UserAttributes']).toEqual([
      { Name: 'sub', Value: body['Username'] },
      { Name: 'name', Value: 'Ann' },
      { Name: 'custom:tenant', Value: 't1' },
      { Name: 'email', Value: ann.username },
      { Name: 'email_verified', Value: 'true' },
    ]);
  });

  test('is not answered for an ID token, another pool’s, or one that has expired', async () => {
    const [served, other] = [await servePools(), await servePools({ hasOwnKey: true })];
    const tokens = await served.signIn();
    const foreign = await other.signIn();
    for (const token of [tokens['IdToken'], foreign['AccessToken'], 'a.b.c']) {
      expect(await served.call('GetUser', { AccessToken: token })).toMatchObject({
        body: { message: 'Invalid Access Token' },
      });
    }
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + web.accessTokenMs);
    expect(await served.call('GetUser', { AccessToken: tokens['AccessToken'] })).toMatchObject({
      body: { message: 'Access Token has expired' },
    });
  });
});

describe('a sign-in by password', () => {
  const attempt = ({ call }: ServedPools, parameters: object, ClientId = web.id) =>
    call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters });

  test.each([
    ['a wrong password', { USERNAME: ann.username, PASSWORD: 'Wr0ng-one!' }],
    ['somebody unknown', { USERNAME: 'nobody@example.com', PASSWORD: ann.password }],
  ])('refuses %s', async (_, parameters) => {
    expect(await attempt(await servePools(), parameters)).toMatchObject({
      errorType: 'NotAuthorizedException',
      body: { message: 'Incorrect username or password.' },
    });
  });

  test('is for the clients that allow it, of the pools that are here', async () => {
    const parameters = { USERNAME: ann.username, PASSWORD: ann.password };
    const served = await servePools({ client: { authFlows: new Set(['USER_SRP_AUTH'] as const) } });
    expect(await attempt(served, parameters)).toMatchObject({
      body: { message: 'USER_PASSWORD_AUTH flow not enabled for this client' },
    });
    expect(await attempt(served, parameters, 'nobody')).toMatchObject({ errorType: 'ResourceNotFoundException' });
  });

  test('of a client with a secret needs its hash', async () => {
    const client = { ...web, secret: 'very secret' };
    const served = await servePools({ client });
    const parameters = { USERNAME: ann.username, PASSWORD: ann.password };
    const hash = createHmac('sha256', client.secret)
      .update(ann.username + web.id)
      .digest('base64');
    expect(await attempt(served, parameters)).toMatchObject({ errorType: 'NotAuthorizedException' });
    expect(await attempt(served, { ...parameters, SECRET_HASH: 'wrong' })).toMatchObject({
      errorType: 'NotAuthorizedException',
    });
    const { body } = await attempt(served, { ...parameters, SECRET_HASH: hash });
    const token = body.AuthenticationResult?.['RefreshToken'];
    expect((await refresh(served, token)).status).toBe(400);
    expect((await refresh(served, token, { ClientSecret: client.secret })).status).toBe(200);
  });
});

test('what is not served is refused by name', async () => {
  const served = await servePools();
  const { errorType, body } = await served.call('ForgotPassword', {});
  expect(errorType).toBe('UnknownOperationException');
  expect(body.message).toContain('ForgotPassword is not served here: InitiateAuth');
  expect(await served.call('SignUp', [])).toMatchObject({ errorType: 'SerializationException' });
  expect((await fetch(`${served.origin}/cognito/eu-west-1_unknown/.well-known/jwks.json`)).status).toBe(404);
});
