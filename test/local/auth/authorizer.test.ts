import { describe, expect, test, vi } from 'vitest';
import type { AuthMode } from '../../../local/assembly/model.ts';
import type { AuthRequest } from '../../../local/auth/auth-request.ts';
import type { AuthorizerParts } from '../../../local/auth/authorizer.ts';
import { createAuthorizer } from '../../../local/auth/authorizer.ts';
import { UnauthorizedError } from '../../../local/auth/unauthorized-error.ts';
import { roleIdOf } from '../../../local/iam/role-id.ts';
import { silentLog } from '../../../local/log.ts';
import { apiKey, defineApi, lambda } from '../graphql/api.ts';

const iam: AuthMode = { type: 'AWS_IAM' };
const signature = 'AWS4-HMAC-SHA256 Credential=ASIA/1';

function authorizer(authModes: readonly [AuthMode, ...AuthMode[]], parts: Partial<AuthorizerParts> = {}) {
  const api = defineApi({ schema: '', authModes });
  return createAuthorizer(api, {
    invoke: () => Promise.resolve({ isAuthorized: true }),
    keysOf: () => ({ find: () => Promise.resolve(null) }),
    verifySignature: () => ({ roleArn: 'arn:aws:iam::123456789012:role/Own', statements: [] }),
    accountId: '123456789012',
    log: silentLog,
    ...parts,
  });
}

function request(headers: Record<string, string>): AuthRequest {
  return {
    requestId: 'r',
    headers,
    sourceIp: ['127.0.0.1'],
    operation: { queryString: '{ a }', operationName: null, variables: { v: 1 } },
    signed: { method: 'POST', path: '/graphql', body: '' },
  };
}

describe('the mode of a request', () => {
  const all = [lambda, apiKey, iam] as const;
  test.each([
    ['a key', { 'x-api-key': 'da2-key' }, 'API_KEY'],
    ['a signature', { authorization: signature }, 'AWS_IAM'],
    ['any other token', { authorization: 'token' }, 'AWS_LAMBDA'],
    ['a token beside a key', { authorization: 'token', 'x-api-key': 'da2-key' }, 'AWS_LAMBDA'],
  ])('%s', async (_, headers, mode) => {
    expect(await authorizer([...all])(request(headers))).toMatchObject({ mode });
  });

  test('a signature is an ordinary token for an API that takes none', async () => {
    expect(await authorizer([lambda])(request({ authorization: signature }))).toMatchObject({ mode: 'AWS_LAMBDA' });
  });
});

describe('an API key', () => {
  const keys: AuthMode = {
    type: 'API_KEY',
    keys: [
      { value: 'good', expiresAt: Date.now() + 60_000 },
      { value: 'old', expiresAt: Date.now() - 1 },
    ],
  };
  test('is no identity', async () => {
    expect(await authorizer([keys])(request({ 'x-api-key': 'good' }))).toMatchObject({ identity: null });
  });
  test.each([['old'], ['unknown'], ['']])('%j is refused', async (key) => {
    await expect(authorizer([keys])(request({ 'x-api-key': key }))).rejects.toThrow(UnauthorizedError);
  });
  test('is missed in the same words as a wrong one', async () => {
    await expect(authorizer([keys])(request({}))).rejects.toThrow('You are not authorized to make this call.');
  });
});

describe('a signature', () => {
  test('gives the identity of the role', async () => {
    const caller = await authorizer([iam])(request({ authorization: signature }));
    expect(caller.identity).toEqual({
      accountId: '123456789012',
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      sourceIp: ['127.0.0.1'],
      // The same at every start: data may be kept under it.
      username: `${roleIdOf('arn:aws:iam::123456789012:role/Own')}:local`,
      userArn: 'arn:aws:sts::123456789012:assumed-role/Own/local',
      cognitoIdentityAuthType: null,
      cognitoIdentityAuthProvider: null,
    });
  });
  test('that does not hold is refused', async () => {
    const authorize = authorizer([iam], { verifySignature: () => null });
    await expect(authorize(request({ authorization: signature }))).rejects.toThrow(UnauthorizedError);
  });
});

describe('a Lambda authorizer', () => {
  const ask = (answer: unknown) =>
    authorizer([lambda], { invoke: () => Promise.resolve(answer) })(request({ authorization: 't' }));

  test('is given the event that AWS gives', async () => {
    let event: unknown;
    const invoke = (_: string, given: unknown) => {
      event = given;
      return Promise.resolve({ isAuthorized: true });
    };
    await authorizer([lambda], { invoke })(request({ authorization: 't', 'x-other': 'h' }));
    expect(event).toEqual({
      authorizationToken: 't',
      requestContext: {
        apiId: 'abcdefghijklmnopqrstuvwxyz',
        accountId: '123456789012',
        requestId: 'r',
        queryString: '{ a }',
        operationName: null,
        variables: { v: 1 },
      },
      requestHeaders: { authorization: 't', 'x-other': 'h' },
    });
  });

  test('names the caller, with values as strings', async () => {
    const { identity } = await ask({
      isAuthorized: true,
      resolverContext: { user: 'ann', age: 5, admin: false, none: null },
    });
    expect(identity).toEqual({ resolverContext: { user: 'ann', age: '5', admin: 'false' } });
    expect((await ask({ isAuthorized: true })).identity).toEqual({});
  });

  test('denies fields by name and by ARN', async () => {
    const deniedFields = ['Note.body', 'arn:aws:appsync:eu-west-1:1:apis/x/types/Query/fields/all'];
    expect([...(await ask({ isAuthorized: true, deniedFields })).deniedFields]).toEqual(['Note.body', 'Query.all']);
  });

  test.each([
    [{}],
    [null],
    ['yes'],
    [{ isAuthorized: false }],
    [{ isAuthorized: 'true' }],
    [{ isAuthorized: true, resolverContext: { nested: {} } }],
    [{ isAuthorized: true, resolverContext: { large: 'x'.repeat(5 * 1024 * 1024) } }],
    [{ isAuthorized: true, deniedFields: 'Note.body' }],
    [{ isAuthorized: true, ttlOverride: -1 }],
  ])('that answers %.60j lets nobody in', async (answer) => {
    await expect(ask(answer)).rejects.toThrow(UnauthorizedError);
  });

  test('that fails lets nobody in', async () => {
    const authorize = authorizer([lambda], { invoke: () => Promise.reject(new Error('it took longer than 10000 ms')) });
    await expect(authorize(request({ authorization: 't' }))).rejects.toThrow(UnauthorizedError);
  });

  test('is not asked about a token that does not fit the pattern', async () => {
    let calls = 0;
    const invoke = () => Promise.resolve({ isAuthorized: (calls += 1) > 0 });
    const authorize = authorizer([{ ...lambda, tokenPattern: '^t' } as AuthMode], { invoke });
    await expect(authorize(request({ authorization: 'x' }))).rejects.toThrow(UnauthorizedError);
    expect(calls).toBe(0);
    await authorize(request({ authorization: 't' }));
    expect(calls).toBe(1);
  });

  test('has its pattern match a token as a whole', async () => {
    const authorize = authorizer([{ ...lambda, tokenPattern: '(?i)A|b.*' } as AuthMode]);
    await expect(authorize(request({ authorization: 'xa' }))).rejects.toThrow(UnauthorizedError);
    await expect(authorize(request({ authorization: 'ax' }))).rejects.toThrow(UnauthorizedError);
    expect(await authorize(request({ authorization: 'bx' }))).toMatchObject({ mode: 'AWS_LAMBDA' });
  });

  test('is asked again once its answer is an hour old, whatever the answer said', async () => {
    let calls = 0;
    const invoke = () => Promise.resolve({ isAuthorized: (calls += 1) > 0, ttlOverride: 86_400 });
    const authorize = authorizer([lambda], { invoke });
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await authorize(request({ authorization: 't' }));
      vi.setSystemTime(Date.now() + 3_599_000);
      await authorize(request({ authorization: 't' }));
      expect(calls).toBe(1);
      vi.setSystemTime(Date.now() + 1_000);
      await authorize(request({ authorization: 't' }));
      expect(calls).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['nothing by default', 0, undefined, 2],
    ['for as long as the API says', 300, undefined, 1],
    ['for as long as the answer says', 0, 300, 1],
    ['nothing where the answer says 0', 300, 0, 2],
  ])('is remembered by token: %s', async (_, resultTtlSeconds, ttlOverride, expected) => {
    let calls = 0;
    const invoke = () => {
      calls += 1;
      return Promise.resolve({ isAuthorized: true, ...(ttlOverride !== undefined && { ttlOverride }) });
    };
    const authorize = authorizer([{ ...lambda, resultTtlSeconds } as AuthMode], { invoke });
    await authorize(request({ authorization: 't' }));
    await authorize(request({ authorization: 't' }));
    expect(calls).toBe(expected);
    await authorize(request({ authorization: 'other' }));
    expect(calls).toBe(expected + 1);
  });
});
