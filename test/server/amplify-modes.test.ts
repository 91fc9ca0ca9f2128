import { fetchAuthSession } from 'aws-amplify/auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { callEverything, connect, refreshSession, type Setup } from '../support/amplify.ts';
import type { ModeApp } from './mode-app.ts';
import { startModeApp } from './mode-app.ts';

let app: ModeApp;

beforeAll(async () => {
  // Node 20 has none of its own, and without one Amplify waits for ever.
  Object.assign(globalThis, { WebSocket });
  app = await startModeApp();
});

afterAll(async () => {
  await app?.close();
});

/** Amplify has one socket per endpoint as it is written, and schemes are the same in any case. */
function ownEndpoint(scheme: string): string {
  return app.server.url.replace(/^http:/, `${scheme}:`);
}

const callers: readonly [Setup['authMode'], string, string, string | RegExp][] = [
  ['apiKey', 'HTTP', 'API Key Authorization', 'nobody'],
  ['iam', 'HTTp', 'IAM Authorization', /^arn:aws:sts::123456789012:assumed-role\/Modes-Visitor/],
  ['userPool', 'HTtP', 'User Pool Authorization', /^[0-9a-f-]{36}$/],
  ['oidc', 'HTtp', 'Open ID Connect Authorization', 'otto'],
  ['lambda', 'HtTP', 'Lambda Authorization', 'lea'],
  ['none', 'HtTp', 'Lambda Authorization', 'lea'],
];

describe('Amplify queries, mutates and hears an event', () => {
  test.each(callers)('as %s', async (authMode, scheme, mode, by) => {
    const outcome = await callEverything(await app.setup(authMode, ownEndpoint(scheme)));
    const who = { mode, by: typeof by === 'string' ? by : expect.stringMatching(by) };
    expect(outcome.query).toEqual({ id: null, ...who });
    expect(outcome.mutation).toEqual({ id: authMode, ...who });
    expect(outcome.event).toEqual(outcome.mutation);
  });

  test('in several modes over one socket, each subscription by its own right', async () => {
    const endpoint = ownEndpoint('HttP');
    const keyed = await (await connect(await app.setup('apiKey', endpoint))).subscribe();
    const signed = await connect(await app.setup('iam', endpoint));
    const second = await signed.subscribe();
    await signed.ask('mutation { addNote(id: "both") { id mode by } }');
    expect(await Promise.all([keyed.next, second.next])).toEqual([
      expect.objectContaining({ id: 'both' }),
      expect.objectContaining({ id: 'both' }),
    ]);
    keyed.close();
    second.close();
  });
});

describe('a user pool', () => {
  test('gives new tokens for a refresh token', async () => {
    const { before, after } = await refreshSession(await app.setup('userPool'));
    expect(after).not.toBe(before);
    const claims = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(claims(after)).toMatchObject({ token_use: 'access', origin_jti: claims(before)['origin_jti'] });
  });

  test('opens to a group what it keeps from everybody else', async () => {
    const query = 'query { adminsOnly { mode } }';
    const admin = await connect(await app.setup('userPool'));
    expect(await admin.ask(query)).toEqual({ adminsOnly: { mode: 'User Pool Authorization' } });
    const stranger = await connect(await app.setup('apiKey'));
    await expect(stranger.ask(query)).rejects.toMatchObject({
      errors: [{ message: 'Not Authorized to access adminsOnly on type Query', errorType: 'Unauthorized' }],
    });
  });

  test('keeps its sessions over a reload', async () => {
    const { ask } = await connect(await app.setup('userPool'));
    const before = await fetchAuthSession();
    await app.server.reload();
    const after = await fetchAuthSession({ forceRefresh: true });
    expect(after.userSub).toBe(before.userSub);
    expect(await ask('query { whoami { mode } }')).toEqual({ whoami: { mode: 'User Pool Authorization' } });
  });

  test('refuses a wrong password in the words of AWS', async () => {
    const setup = await app.setup('userPool');
    if (!setup.cognito) throw new Error('no user pool');
    const wrong = connect({ ...setup, cognito: { ...setup.cognito, password: 'Wr0ng-one!' } });
    await expect(wrong).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });
});

describe('what Amplify is refused', () => {
  const refused: readonly [Setup['authMode'], Partial<Setup>][] = [
    ['apiKey', { apiKey: 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa' }],
    ['iam', { credentials: { accessKeyId: 'ASIAUNKNOWN', secretAccessKey: 's', sessionToken: 't' } }],
    ['lambda', { token: 'stranger' }],
  ];
  test.each(refused)('with a wrong %s', async (authMode, change) => {
    const setup = { ...(await app.setup(authMode)), ...change };
    const { ask } = await connect(setup);
    await expect(ask('query { whoami { by } }')).rejects.toMatchObject({
      errors: [{ message: expect.stringContaining('Unauthorized') as string }],
    });
  });

  test('with an OIDC token that has expired', async () => {
    const setup = await app.setup('oidc');
    const past = Math.floor(Date.now() / 1000) - 60;
    const token = await app.provider.sign({ aud: 'web-app', exp: past });
    const { ask } = await connect({ ...setup, token });
    await expect(ask('query { whoami { by } }')).rejects.toBeDefined();
  });
});
