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

const running: OpenIdProvider[] = [];
const started = async () => {
  const provider = await startOpenIdProvider();
  running.push(provider);
  return provider;
};
const api = serve(async () => ({
  schema: 'type Query { sub: String }',
  isWithoutKey: true,
  moreModes: ['oidc'],
  provider: { oidcProvider: (await started()).issuer },
  resolvers: { 'Query.sub': { dataSource: 'none', request: 'return { payload: ctx.identity.sub };' } },
}));

if (isRunning) afterAll(() => Promise.all(running.map((provider) => provider.close())));

const answerTo = async (authorization: string) => {
  const { status, body } = await api.post({ query: '{ sub }' }, { authorization });
  return [status, body.data ?? null];
};
const own = () => {
  const [provider] = running;
  if (!provider) throw new Error('the provider does not run');
  return provider;
};

fact(mode, 'OIDC as the only mode takes a token of another issuer by the keys of its own', async () => {
  expect(await answerTo(await own().sign({ iss: 'https://other.example' }))).toEqual([200, { sub: 'someone' }]);
});
fact(mode, 'OIDC as the only mode refuses a token that the keys of its issuer did not sign', async () => {
  const stranger = await started();
  const token = await stranger.sign({ iss: own().issuer });
  expect(await answerTo(token)).toEqual([401, null]);
});
