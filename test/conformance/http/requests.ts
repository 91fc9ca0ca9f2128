import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { api, monitoring, sure } from './api.ts';

fact(sure, 'answers a query with 200 and data alone', async () => {
  const { status, body } = await api.post({ query: '{ hello }' });
  expect([status, body]).toEqual([200, { data: { hello: 'hello you' } }]);
});
fact(sure, 'takes variables', async () => {
  const query = 'query Sum($a: Int!, $b: Int!) { sum(a: $a, b: $b) }';
  expect(await api.ask(query, { a: 1, b: 2 })).toEqual({ data: { sum: 3 } });
});
fact(sure, 'takes the operation that operationName names', async () => {
  const query = 'query A { hello(name: "a") } query B { hello(name: "b") }';
  expect((await api.post({ query, operationName: 'B' })).body).toEqual({ data: { hello: 'hello b' } });
});
fact(sure, 'takes the content type application/graphql with a JSON body', async () => {
  const headers = { ...api.key(), 'content-type': 'application/graphql' };
  expect((await api.post({ query: '{ hello }' }, headers)).status).toBe(200);
});
fact(sure, 'takes variables that are null', async () => {
  expect((await api.post({ query: '{ hello }', variables: null })).body).toEqual({ data: { hello: 'hello you' } });
});
fact(monitoring, 'answers with an x-amzn-RequestId, new for each request', async () => {
  const [first, second] = [await api.post({ query: '{ hello }' }), await api.post({ query: '{ hello }' })];
  const ids = [first, second].map(({ headers }) => headers.get('x-amzn-requestid'));
  expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});
fact(
  { ...sure, source: 'AppSync Developer Guide: HTTP helpers in util.http' },
  'answers with the headers that a resolver adds',
  async () => {
    expect((await api.post({ query: '{ headers }' })).headers.get('x-count')).toBe('7');
  },
);
fact(sure, 'lets web pages of any origin ask', async () => {
  const response = await fetch(api.server().url, {
    method: 'OPTIONS',
    headers: { origin: 'https://example.com', 'access-control-request-headers': 'x-api-key,x-amz-user-agent' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-headers')).toContain('x-api-key');
});
