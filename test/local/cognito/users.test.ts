import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { ann, people, servePools, web, type ServedPools } from './pool.ts';

const bob = { username: 'bob@example.com', password: 'Passw0rd!' };

function signUp({ call }: ServedPools, input: object = {}) {
  const { username: Username, password: Password } = bob;
  return call('SignUp', { ClientId: web.id, Username, Password, ...input });
}

const codeIn = ({ lines }: ServedPools): string | undefined =>
  lines.flatMap((line) => /confirmation code for bob@example.com is (\d{6})/.exec(line)?.[1] ?? []).at(-1);
const confirm = ({ call }: ServedPools, ConfirmationCode: unknown) =>
  call('ConfirmSignUp', { ClientId: web.id, Username: bob.username, ConfirmationCode });

describe('a sign-up', () => {
  test('is confirmed by the code in the log', async () => {
    const served = await servePools();
    const { body } = await signUp(served);
    expect(body).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'b***@e***' },
    });
    await expect(served.signIn(bob)).rejects.toThrow('UserNotConfirmedException');
    const code = codeIn(served);
    expect(await confirm(served, code === '000000' ? '000001' : '000000')).toMatchObject({
      errorType: 'CodeMismatchException',
    });
    expect((await confirm(served, code)).status).toBe(200);
    expect(await confirm(served, code)).toMatchObject({ errorType: 'NotAuthorizedException' });
    expect(await served.signIn(bob)).toHaveProperty('AccessToken');
  });

  test('can be sent another code, which replaces the first', async () => {
    const served = await servePools();
    await signUp(served);
    const first = codeIn(served);
    await served.call('ResendConfirmationCode', { ClientId: web.id, Username: bob.username });
    if (first !== codeIn(served)) expect((await confirm(served, first)).status).toBe(400);
    expect((await confirm(served, codeIn(served))).status).toBe(200);
  });

  test('leaves five guesses at the code', async () => {
    const served = await servePools();
    await signUp(served);
    for (let at = 0; at < 5; at += 1) expect((await confirm(served, 'guess!')).errorType).toBe('CodeMismatchException');
    expect((await confirm(served, codeIn(served))).errorType).toBe('LimitExceededException');
  });

  const refusals: readonly [string, object, string, string][] = [
    ['a short password', { Password: 'Pw0!' }, 'InvalidPasswordException', 'Password not long enough'],
    ['a password without a symbol', { Password: 'Passw0rdd' }, 'InvalidPasswordException', 'symbol characters'],
    ['a name that is no email', { Username: 'bob' }, 'InvalidParameterException', 'Username should be an email.'],
    ['a name that is taken', { Username: 'ANN@example.com' }, 'UsernameExistsException', 'already exists'],
    ['an attribute of no kind', { UserAttributes: [{ Name: 'x', Value: '1' }] }, 'InvalidParameterException', '{x}'],
    [
      'whoever says of themselves that they are verified',
      { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] },
      'NotAuthorizedException',
      'unauthorized attribute email_verified',
    ],
  ];
  test.each(refusals)('refuses %s', async (_, change, errorType, text) => {
    const { errorType: type, body } = await signUp(await servePools(), change);
    expect(type).toBe(errorType);
    expect(body.message).toContain(text);
  });

  test('refuses everybody where only administrators create users', async () => {
    expect(await signUp(await servePools({ pool: { allowsSignUp: false } }))).toMatchObject({
      body: { message: 'SignUp is not permitted for this user pool' },
    });
  });

  test('needs the required attributes', async () => {
    const pool = { requiredAttributes: ['email', 'name'] };
    expect(await signUp(await servePools({ pool, users: [] }))).toMatchObject({
      errorType: 'InvalidParameterException',
    });
  });

  test('by a name of one’s own lets an address serve as a name once it is verified', async () => {
    const served = await servePools({ pool: { usernameAttributes: [], aliasAttributes: ['email'] }, users: [] });
    await signUp(served, { Username: 'bob', UserAttributes: [{ Name: 'email', Value: bob.username }] });
    const code = codeIn(served);
    expect(
      await served.call('ConfirmSignUp', { ClientId: web.id, Username: 'bob', ConfirmationCode: code }),
    ).toMatchObject({ status: 200 });
    expect(await served.signIn({ ...bob, username: 'bob' })).toHaveProperty('AccessToken');
    expect(await served.signIn(bob)).toHaveProperty('AccessToken');
  });
});

describe('what is kept', () => {
  test('is readable by its owner alone, holds no password and no token, and lets people go on after a restart', async () => {
    const { path: directory, remove } = temporaryDirectory();
    onTestFinished(remove);
    const before = await servePools({ directory });
    const tokens = await before.signIn();
    const path = join(directory, 'user-pools.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain(ann.password);
    for (const token of Object.values(tokens)) expect(text).not.toContain(`"${token}"`);

    const after = await servePools({ directory, users: [] });
    expect((await after.call('GetUser', { AccessToken: tokens['AccessToken'] })).status).toBe(200);
    expect(await after.signIn()).toHaveProperty('AccessToken');
    const RefreshToken = tokens['RefreshToken'];
    expect((await after.call('GetTokensFromRefreshToken', { ClientId: web.id, RefreshToken })).status).toBe(200);
  });
});

describe('a seeded user', () => {
  test.each([
    [{ ...ann, groups: ['unknown'] }, 'has no group unknown'],
    [{ ...ann, password: 'short' }, 'Password not long enough'],
    [{ ...ann, userPool: 'Other' }, 'the deployment has no user pool Other'],
    [{ ...ann, username: 'ann' }, 'Username should be an email.'],
  ])('that the pool would not take stops the start: %j', async (user, message) => {
    await expect(servePools({ users: [user] })).rejects.toThrow(message);
  });

  test('who is there already is given the password anew', async () => {
    const { path: directory, remove } = temporaryDirectory();
    onTestFinished(remove);
    await servePools({ directory });
    const changed = { ...ann, userPool: people.id, password: 'An0ther-one' };
    const served = await servePools({ directory, users: [changed] });
    await expect(served.signIn()).rejects.toThrow('Incorrect username or password.');
    expect(await served.signIn(changed)).toHaveProperty('AccessToken');
  });
});
