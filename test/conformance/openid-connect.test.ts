import { afterAll, expect } from 'vitest';
import { startOpenIdProvider, type OpenIdProvider } from '../support/openid-provider.ts';
import type { Standing } from './fact.ts';
import { fact, isRunning } from './fact.ts';
import { serve } from './support/served-api.ts';

const mode: Standing = {
  area: 'authorization',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Configuring authorization, OPENID_CONNECT authorization',
};
const contextPage: Standing = {
  ...mode,
  source: 'AppSync Developer Guide: JavaScript resolver context object reference',
};
const bodies: Standing = { ...mode, certainty: 'likely', source: 'response bodies pasted in public AppSync issues' };

const running: OpenIdProvider[] = [];
const api = serve(async () => {
  const started = await startOpenIdProvider();
  running.push(started);
  return {
    schema: 'type Query { identity: AWSJSON @aws_oidc  byKey: Boolean }',
    moreModes: ['oidc'],
    provider: {
      oidcProvider: started.issuer,
      clientId: 'web|phone',
      tokenExpiryFromIssue: 600_000,
      tokenExpiryFromAuth: 900_000,
    },
    resolvers: {
      'Query.identity': {
        dataSource: 'none',
        request: 'return { payload: { identity: ctx.identity, type: util.authType() } };',
      },
      'Query.byKey': { dataSource: 'none', request: 'return { payload: true };' },
    },
  };
});

if (isRunning) afterAll(() => Promise.all(running.map((started) => started.close())));

const provider = () => {
  const [started] = running;
  if (!started) throw new Error('the provider does not run');
  return started;
};
const now = () => Math.floor(Date.now() / 1000);
const token = (claims: object = {}, header?: Record<string, unknown>) =>
  provider().sign({ aud: 'web', auth_time: now(), ...claims }, header);
const statusOf = async (authorization: string) => (await api.post({ query: '{ identity }' }, { authorization })).status;

fact(mode, 'OIDC takes a token by the keys of its discovery document', async () => {
  expect((await api.ask('{ identity }', {}, { authorization: await token() })).errors).toBeUndefined();
  expect(provider().fetches).toBe(1);
});
fact(contextPage, 'an OIDC identity has sub, issuer and claims', async () => {
  const { data } = await api.ask('{ identity }', {}, { authorization: await token({ email: 'a@b.c' }) });
  const { identity, type } = JSON.parse(data?.['identity'] as string) as { identity: object; type: string };
  expect(type).toBe('Open ID Connect Authorization');
  expect(Object.keys(identity).sort()).toEqual(['claims', 'issuer', 'sub']);
  expect(identity).toMatchObject({ sub: 'someone', issuer: provider().issuer, claims: { email: 'a@b.c' } });
});
const taken: readonly (readonly [string, () => object])[] = [
  ['whose aud is one of the clients', () => ({ aud: 'phone' })],
  ['whose azp is one of the clients', () => ({ aud: 'other', azp: 'web' })],
];
for (const [what, claims] of taken) {
  fact(mode, `OIDC takes a token ${what}`, async () => {
    expect(await statusOf(await token(claims()))).toBe(200);
  });
}
const refused: readonly (readonly [string, () => object, Record<string, unknown>?])[] = [
  ['whose aud and azp are other clients', () => ({ aud: 'other', azp: 'another' })],
  ['that has expired', () => ({ exp: now() - 1 })],
  ['without iat', () => ({ iat: undefined })],
  ['issued longer ago than the template allows', () => ({ iat: now() - 601 })],
  ['whose sign-in is longer ago than the template allows', () => ({ auth_time: now() - 901 })],
  ['of another issuer', () => ({ iss: 'https://other.example' })],
  ['without a kid', () => ({}), { kid: undefined }],
  ['with an unknown kid', () => ({}), { kid: 'unknown' }],
];
for (const [what, claims, header] of refused) {
  fact(mode, `OIDC refuses a token ${what} with 401`, async () => {
    expect(await statusOf(await token(claims(), header))).toBe(401);
  });
}
fact(mode, 'OIDC refuses the algorithm none', async () => {
  const [, claims] = (await token()).split('.');
  const head = Buffer.from('{"alg":"none","kid":"key-1"}').toString('base64url');
  expect(await statusOf(`${head}.${claims}.`)).toBe(401);
});
fact(mode, 'OIDC refuses a token whose claims were changed', async () => {
  const [head, , signature] = (await token()).split('.');
  const [, others] = (await token({ sub: 'somebody-else' })).split('.');
  expect(await statusOf(`${head}.${others}.${signature}`)).toBe(401);
});
fact(bodies, 'an expired token is told so', async () => {
  const { body } = await api.post({ query: '{ identity }' }, { authorization: await token({ exp: now() - 1 }) });
  expect(body.errors).toEqual([{ errorType: 'UnauthorizedException', message: 'Token has expired.' }]);
});
fact(mode, 'an OIDC token may stand behind Bearer', async () => {
  expect(await statusOf(`Bearer ${await token()}`)).toBe(200);
});
fact(mode, '@aws_oidc is needed for a field: an OIDC token does not open those of the default mode', async () => {
  const { errors } = await api.ask('{ byKey }', {}, { authorization: await token() });
  expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
});
fact(mode, 'an API key does not open a field of @aws_oidc', async () => {
  expect((await api.ask('{ identity }')).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
});
