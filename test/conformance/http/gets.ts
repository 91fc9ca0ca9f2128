import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { answered, api, monitoring, sure } from './api.ts';

const gets: Standing = { ...answered, source: `${answered.source}: GET is supported` };
async function get(parameters: Record<string, string>, headers = api.key()) {
  return fetch(`${api.server().url}?${new URLSearchParams(parameters).toString()}`, { headers });
}
fact(gets, 'answers a query by GET', async () => {
  const response = await get({ query: '{ hello }' });
  expect([response.status, await response.json()]).toEqual([200, { data: { hello: 'hello you' } }]);
});
fact(gets, 'takes variables by GET as JSON', async () => {
  const variables = JSON.stringify({ a: 1, b: 2 });
  const response = await get({ query: 'query Sum($a: Int!, $b: Int!) { sum(a: $a, b: $b) }', variables });
  expect(await response.json()).toEqual({ data: { sum: 3 } });
});
fact({ ...gets, certainty: 'decided' }, 'runs no mutation by GET', async () => {
  expect((await get({ query: 'mutation { push(item: "a") }' })).status).toBe(405);
});
const compression: Standing = { ...sure, source: 'AppSync Developer Guide: Configuring caching and compression' };
async function encodingOf(name: string, headers: Record<string, string>): Promise<string | null> {
  const response = await get({ query: `{ hello(name: "${name}") }` }, { ...api.key(), ...headers });
  await response.text();
  return response.headers.get('content-encoding');
}
fact(compression, 'compresses an answer of more than 1,000 bytes for whoever takes gzip', async () => {
  expect(await encodingOf('x'.repeat(1000), { 'accept-encoding': 'gzip' })).toBe('gzip');
});
fact(compression, 'does not compress an answer of less than 1,000 bytes', async () => {
  expect(await encodingOf('x', { 'accept-encoding': 'gzip' })).toBeNull();
});
fact(compression, 'does not compress for whoever does not take gzip', async () => {
  expect(await encodingOf('x'.repeat(1000), { 'accept-encoding': 'identity' })).toBeNull();
});
fact(monitoring, 'answers with x-amzn-appsync-TokensConsumed', async () => {
  expect((await api.post({ query: '{ hello }' })).headers.get('x-amzn-appsync-tokensconsumed')).toMatch(/^\d+$/);
});
fact(gets, 'takes the operation that operationName names by GET', async () => {
  const response = await get({ query: 'query A { hello } query B { sum(a: 1, b: 2) }', operationName: 'B' });
  expect(await response.json()).toEqual({ data: { sum: 3 } });
});
fact(gets, 'authorizes a GET as it does a POST', async () => {
  expect((await get({ query: '{ hello }' }, {})).status).toBe(401);
});
fact({ ...gets, certainty: 'decided' }, 'refuses variables by GET that are no JSON', async () => {
  expect((await get({ query: '{ hello }', variables: '{' })).status).toBe(400);
});
