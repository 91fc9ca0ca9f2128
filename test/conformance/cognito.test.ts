import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { serve } from './support/served-api.ts';

const modes: Standing = {
  area: 'authorization',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Configuring authorization, AMAZON_COGNITO_USER_POOLS authorization',
};
const contextPage: Standing = {
  ...modes,
  source: 'AppSync Developer Guide: JavaScript resolver context object reference',
};
const bodies: Standing = { ...modes, certainty: 'likely', source: 'response bodies pasted in public AppSync issues' };

const PASSWORD = 'Correct-horse-1';
const TRUE = { dataSource: 'none', request: 'return { payload: true };' } as const;
const api = serve(
  () => ({
    schema: `type Query {
      identity: AWSJSON @aws_cognito_user_pools
      byKey: Boolean
      editors: Boolean @aws_cognito_user_pools(cognito_groups: ["editors", "admins"])
      onlyAuth: Boolean @aws_auth(cognito_groups: ["admins"])
    }`,
    moreModes: ['cognito'],
    resolvers: {
      'Query.identity': {
        dataSource: 'none',
        request: 'return { payload: { identity: ctx.identity, type: util.authType() } };',
      },
      'Query.byKey': TRUE,
      'Query.editors': TRUE,
      'Query.onlyAuth': TRUE,
    },
  }),
  {
    users: [
      { username: 'ann', password: PASSWORD, groups: ['editors'] },
      { username: 'ben', password: PASSWORD },
    ],
  },
);

interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
}
async function signIn(username: string): Promise<Tokens> {
  const [, mode] = api.server().deployment.apis[0]?.authModes ?? [];
  const poolId = mode?.type === 'AMAZON_COGNITO_USER_POOLS' ? mode.userPoolId : '';
  const pool = api.server().deployment.userPools.find(({ id }) => id === poolId);
  const response = await fetch(api.server().userPoolEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: pool?.clients[0]?.id,
      AuthParameters: { USERNAME: username, PASSWORD },
    }),
  });
  return ((await response.json()) as { AuthenticationResult: Tokens }).AuthenticationResult;
}
const byAccess = async (username: string) => ({ authorization: (await signIn(username)).AccessToken });
async function identityOf(headers: Record<string, string>) {
  const { data } = await api.ask('{ identity }', {}, headers);
  return JSON.parse(data?.['identity'] as string) as { identity: Record<string, unknown>; type: string };
}

fact(contextPage, 'an access token of the pool gives its identity', async () => {
  const { identity, type } = await identityOf(await byAccess('ann'));
  expect(type).toBe('User Pool Authorization');
  expect(identity).toMatchObject({ username: 'ann', groups: ['editors'], defaultAuthStrategy: 'ALLOW' });
  expect(identity['issuer']).toMatch(/^https:\/\/cognito-idp\./);
});
fact(contextPage, 'the identity has all claims of the token', async () => {
  const { identity } = await identityOf(await byAccess('ann'));
  expect(identity['claims']).toMatchObject({
    token_use: 'access',
    'cognito:groups': ['editors'],
    sub: identity['sub'],
  });
});
fact(contextPage, 'groups are null for whoever is in none', async () => {
  expect((await identityOf(await byAccess('ben'))).identity['groups']).toBeNull();
});
fact(contextPage, 'an ID token names its user by cognito:username', async () => {
  expect((await identityOf({ authorization: (await signIn('ann')).IdToken })).identity['username']).toBe('ann');
});
fact(modes, 'a token may stand behind Bearer', async () => {
  const { AccessToken } = await signIn('ann');
  expect((await identityOf({ authorization: `Bearer ${AccessToken}` })).identity['username']).toBe('ann');
});
fact(modes, 'cognito_groups lets in whoever is in one of the groups', async () => {
  expect((await api.ask('{ editors }', {}, await byAccess('ann'))).data).toEqual({ editors: true });
});
fact(modes, 'cognito_groups keeps out whoever is in none of the groups', async () => {
  const { data, errors } = await api.ask('{ editors }', {}, await byAccess('ben'));
  expect([data, errors]).toMatchObject([{ editors: null }, [{ errorType: 'Unauthorized' }]]);
});
fact(modes, 'a token of the pool does not open fields of the default mode', async () => {
  expect((await api.ask('{ byKey }', {}, await byAccess('ann'))).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
});
fact(
  { ...bodies, source: 'public reports: @aws_auth is ignored where several modes are configured' },
  '@aws_auth has no effect where there is more than one mode',
  async () => {
    expect(await api.ask('{ onlyAuth }')).toEqual({ data: { onlyAuth: true } });
  },
);
fact(modes, 'a token with a changed signature is refused with 401', async () => {
  const { AccessToken } = await signIn('ann');
  const [head, claims, signature = ''] = AccessToken.split('.');
  const forged = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  expect((await api.post({ query: '{ identity }' }, { authorization: forged })).status).toBe(401);
});
fact(bodies, 'text that is no token is refused with 401', async () => {
  expect((await api.post({ query: '{ identity }' }, { authorization: 'hello' })).status).toBe(401);
});
