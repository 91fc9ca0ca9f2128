import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, expect } from 'vitest';
import { verifyRequest } from '../../../local/iam/signature.ts';
import type { Standing } from '../fact.ts';
import { fact, isRunning } from '../fact.ts';
import { serve } from '../support/served-api.ts';
import { PASS_ON, decided, likely } from './api.ts';

const request: Standing = {
  area: 'data sources',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Resolver reference for HTTP, request',
};
const response: Standing = { ...request, source: 'AppSync Developer Guide: Resolver reference for HTTP, response' };
const signing: Standing = { ...request, source: 'AWS CloudFormation: AWS::AppSync::DataSource HttpConfig' };

const web = createServer((incoming, outgoing) => {
  if (incoming.url === '/gone') return void incoming.socket.destroy();
  const { method, url, headers } = incoming;
  void text(incoming).then((body) =>
    outgoing
      .writeHead(url === '/missing' ? 404 : 201, { 'X-Made-By': 'web', location: '/elsewhere' })
      .end(JSON.stringify({ method, url, headers, body })),
  );
});
if (isRunning) afterAll(() => void web.close());
const PASSING = { request: 'return ctx.args.request;', response: PASS_ON } as const;
const api = serve(async () => {
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const address = web.address();
  if (address === null || typeof address === 'string') throw new Error('the web server has no port');
  return {
    schema: 'type Query { web(request: AWSJSON): AWSJSON  signed(request: AWSJSON): AWSJSON }',
    resolvers: {
      'Query.web': { dataSource: 'web', ...PASSING },
      'Query.signed': { dataSource: 'signed', ...PASSING },
    },
    web: `http://127.0.0.1:${address.port}`,
  };
});

interface Outcome {
  readonly result: { readonly statusCode: number; readonly headers: object; readonly body: string } | null;
  readonly error?: { readonly type: string };
}
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
async function ask(given: object, field = 'web') {
  const query = `query Q($r: AWSJSON) { ${field}(request: $r) }`;
  return api.ask(query, { r: JSON.stringify(given) });
}
async function outcomeOf(given: object, field?: string): Promise<Outcome> {
  const { data } = await ask(given, field);
  return JSON.parse(Object.values(data ?? {})[0] as string) as Outcome;
}
async function receivedOf(given: object, field?: string): Promise<Received> {
  return JSON.parse((await outcomeOf(given, field)).result?.body ?? '') as Received;
}

for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
  fact(request, `HTTP sends ${method}`, async () => {
    expect(await receivedOf({ method, resourcePath: '/a' })).toMatchObject({ method, url: '/a' });
  });
}
fact(request, 'HTTP sends headers, query and body', async () => {
  const params = { headers: { 'X-Team': 'blue' }, query: { q: 'a b', n: 1 }, body: 'text' };
  expect(await receivedOf({ method: 'POST', resourcePath: '/a', params })).toMatchObject({
    url: '/a?q=a%20b&n=1',
    headers: { 'x-team': 'blue' },
    body: 'text',
  });
});
fact(likely(request), 'HTTP sends a body that is an object as JSON', async () => {
  const params = { headers: { 'Content-Type': 'application/json' }, body: { a: 1 } };
  expect((await receivedOf({ method: 'POST', resourcePath: '/a', params })).body).toBe('{"a":1}');
});
fact(decided(request), 'HTTP without a resourcePath is refused', async () => {
  const { errors } = await ask({ method: 'GET' });
  expect(errors).toMatchObject([{ errorType: 'MappingTemplate', message: expect.stringContaining('resourcePath') }]);
});
fact(decided(request), 'HTTP with an unknown method is refused', async () => {
  const { errors } = await ask({ method: 'TRACE', resourcePath: '/a' });
  expect(errors).toMatchObject([{ errorType: 'MappingTemplate', message: expect.stringContaining('method') }]);
});
fact(response, 'HTTP answers statusCode, headers and the body as text', async () => {
  const { result, error } = await outcomeOf({ method: 'GET', resourcePath: '/a' });
  expect(error).toBeUndefined();
  expect(result).toMatchObject({ statusCode: 201, headers: { 'x-made-by': 'web' }, body: expect.any(String) });
});
fact(response, 'a statusCode of 404 is a result, not an error', async () => {
  const { result, error } = await outcomeOf({ method: 'GET', resourcePath: '/missing' });
  expect([result?.statusCode, error]).toEqual([404, undefined]);
});
fact(response, 'a failure of the network is ctx.error, and the result is null', async () => {
  const { result, error } = await outcomeOf({ method: 'GET', resourcePath: '/gone' });
  expect([result, typeof error?.type]).toEqual([null, 'string']);
});
fact(
  likely({ ...response, source: 'aws/aws-appsync-community#79' }),
  'a failure of the network is a HttpRequestException',
  async () => {
    expect((await outcomeOf({ method: 'GET', resourcePath: '/gone' })).error?.type).toBe('HttpRequestException');
  },
);
fact(signing, 'HTTP signs as the role of the data source, for the region and service of the template', async () => {
  const params = { headers: { 'content-type': 'text/plain' }, query: { a: 'b c' }, body: 'text' };
  const { method, url, headers, body } = await receivedOf({ method: 'POST', resourcePath: '/a', params }, 'signed');
  const role = api.server().deployment.apis[0]?.dataSources.find(({ name }) => name === 'signed')?.role;
  const credentials = api.server().credentialsOf(role?.arn ?? '');
  const wire = { method, target: url, headers: headers as Record<string, string>, body };
  const verification = await verifyRequest(
    wire,
    (id) => (id === credentials.accessKeyId ? { roleArn: role?.arn ?? '', credentials } : undefined),
    { service: 'execute-api', region: 'eu-west-1', now: Date.now() },
  );
  expect(verification).toMatchObject({ kind: 'verified', roleArn: role?.arn });
});
fact(signing, 'HTTP signs nothing where the template asks for no signature', async () => {
  expect((await receivedOf({ method: 'GET', resourcePath: '/a' })).headers).not.toHaveProperty('authorization');
});
