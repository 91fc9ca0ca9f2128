import { signOut } from 'aws-amplify/auth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cognitoToken } from '../../client/src/cognito.ts';
import { connect } from '../support/amplify.ts';
import { type ModeApp, startModeApp } from './mode-app.ts';

let app: ModeApp;

beforeAll(async () => {
  app = await startModeApp();
  await connect(await app.setup('userPool'));
});
afterAll(() => app?.close());

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

test('the session of who is signed in with Amplify Auth is its id token', async () => {
  expect(claimsOf(await cognitoToken()({}))).toMatchObject({ token_use: 'id', email: 'ann@example.com' });
});

test('it may be the access token', async () => {
  expect(claimsOf(await cognitoToken({ use: 'access' })({}))).toMatchObject({ token_use: 'access' });
});

test('a token is kept until it is refused, and then another one is got', async () => {
  const getToken = cognitoToken();
  const first = await getToken({});
  expect(await getToken({ forceRefresh: false })).toBe(first);
  const second = await getToken({ forceRefresh: true });
  expect(second).not.toBe(first);
  expect(claimsOf(second)).toMatchObject({ token_use: 'id', sub: claimsOf(first)['sub'] });
});

test('nobody signed in is no token', async () => {
  await signOut();
  expect(await cognitoToken()({})).toBe('');
  expect(await cognitoToken()({ forceRefresh: true })).toBe('');
});

test('a user pool that can not be reached is a failure that passes, and ends no session', async () => {
  const dark = await startModeApp();
  await connect(await dark.setup('userPool'));
  const getToken = cognitoToken();
  const held = await getToken({});
  await dark.close();
  const failure = await Promise.resolve(getToken({ forceRefresh: true })).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'MessagingError', code: 'NETWORK', retryable: true });
  expect(await getToken({})).toBe(held);
});
