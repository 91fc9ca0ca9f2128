import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpDataSource } from '../../../local/datasources/http.ts';
import { createIdentityStore } from '../../../local/iam/credentials.ts';
import { verifyRequest } from '../../../local/iam/signature.ts';

const roleArn = 'arn:aws:iam::123456789012:role/api';
const signing = { region: 'eu-west-1', service: 'appsync' };

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function source(endpoint: string, isSigned = false) {
  const identities = createIdentityStore();
  const role = isSigned ? { arn: roleArn, statements: [] } : null;
  const definition = { name: 'Web', type: 'HTTP', endpoint, role, signing: isSigned ? signing : null } as const;
  const dataSource = createHttpDataSource({ definition, credentialsOf: identities.credentialsOf });
  const call = (request: unknown, timeoutMs = 5000) =>
    dataSource.call({ request, caller: 'Query.x', deadline: Date.now() + timeoutMs });
  return { call, identities };
}

/** Answers with what it received, as JSON. */
const echo: RequestListener = (request, response) => {
  const { method, url, headers } = request;
  response.setHeader('set-cookie', ['a=1', 'b=2']);
  void text(request).then((body) =>
    response.writeHead(201, { 'X-Made-By': 'echo' }).end(JSON.stringify({ method, url, headers, body })),
  );
};

function received(result: unknown) {
  const { body } = result as { body: string }; // As every result of the data source.
  return JSON.parse(body) as Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string };
}

describe('a request', () => {
  test('is GET without more, and its response is status, headers and text', async () => {
    const { call } = source(await listen(echo));
    const { result, error } = await call({ resourcePath: '/v1/users' });
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ statusCode: 201, headers: { 'x-made-by': 'echo', 'set-cookie': 'a=1,b=2' } });
    expect(received(result)).toMatchObject({ method: 'GET', url: '/v1/users', body: '' });
  });

  test('carries query, headers and body', async () => {
    const { call } = source(await listen(echo));
    const params = {
      query: { q: 'a b&c', tag: ['x', 'y'], n: 1 },
      headers: { 'Content-Type': 'text/plain', 'X-Team': 'blue' },
      body: 'grüße',
    };
    const { result } = await call({ method: 'PUT', resourcePath: '/a/b?z=0', params });
    expect(received(result)).toMatchObject({
      method: 'PUT',
      url: '/a/b?z=0&q=a%20b%26c&tag=x&tag=y&n=1',
      headers: { 'content-type': 'text/plain', 'x-team': 'blue' },
      body: 'grüße',
    });
  });

  test('sends an object as JSON', async () => {
    const { call } = source(await listen(echo));
    const { result } = await call({ method: 'POST', resourcePath: '/', params: { body: { a: 1 } } });
    expect(received(result).body).toBe('{"a":1}');
  });

  test('is signed by the role where signing is set up', async () => {
    const endpoint = await listen(echo);
    const { call, identities } = source(endpoint, true);
    const params = { headers: { 'content-type': 'application/json' }, query: { "it's": 'a*b (c)!' }, body: '{}' };
    const { result } = await call({ method: 'POST', resourcePath: '/graphql', params });
    const { method = '', url = '', headers, body } = received(result);
    const request = { method, target: url, headers: headers as Record<string, string>, body };
    expect(await verifyRequest(request, identities.find, { ...signing, now: Date.now() })).toMatchObject({
      kind: 'verified',
      roleArn,
    });
  });

  test('reuses its connection', async () => {
    const ports = new Set<number | undefined>();
    const endpoint = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const { call } = source(endpoint);
    for (let turn = 0; turn < 3; turn += 1) await call({ resourcePath: '/' });
    expect(ports.size).toBe(1);
  });

  test.each([
    ['no path', {}, 'resourcePath'],
    ['a path that is no path', { resourcePath: 'users' }, 'resourcePath'],
    ['an unknown method', { method: 'TRACE', resourcePath: '/' }, 'method'],
    ['a header that is no text', { resourcePath: '/', params: { headers: { a: 1 } } }, 'params.headers.a'],
    ['a header that is not its to set', { resourcePath: '/', params: { headers: { Host: 'x' } } }, 'Host'],
    ['a query value that is an object', { resourcePath: '/', params: { query: { a: {} } } }, 'params.query.a'],
    ['params that are no object', { resourcePath: '/', params: [] }, 'params'],
    ['nothing', null, 'object'],
  ])('with %s is refused', async (_name, request, message) => {
    const { call } = source('http://127.0.0.1:9');
    expect(await call(request)).toMatchObject({
      result: null,
      error: { type: 'MappingTemplate', message: expect.stringContaining(message) },
    });
  });
});

describe('a failure', () => {
  test('of the server is a result', async () => {
    const { call } = source(await listen((_request, response) => void response.writeHead(503).end('later')));
    expect(await call({ resourcePath: '/' })).toMatchObject({ result: { statusCode: 503, body: 'later' } });
  });

  test('of the network is an error', async () => {
    const { call } = source(await listen((request) => void request.socket.destroy()));
    const { result, error } = await call({ resourcePath: '/' });
    expect(result).toBeNull();
    expect(error).toMatchObject({ type: 'HttpRequestException', message: expect.stringMatching(/hang up|ECONNRESET/) });
  });

  test('to answer in time is an error', async () => {
    const { call } = source(await listen(() => undefined));
    expect(await call({ resourcePath: '/' }, 50)).toEqual({
      result: null,
      error: { type: 'ExecutionTimeout', message: 'Execution timed out.' },
    });
  });

  test('in the middle of a response is an error', async () => {
    const endpoint = await listen((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    });
    expect(await source(endpoint).call({ resourcePath: '/' })).toMatchObject({
      error: { type: 'HttpRequestException' },
    });
  });
});

test('a data source that must sign needs a role', () => {
  const definition = { name: 'Web', type: 'HTTP', endpoint: 'https://x', role: null, signing } as const;
  const { credentialsOf } = createIdentityStore();
  expect(() => createHttpDataSource({ definition, credentialsOf })).toThrow('has no role');
});

test('what sends can be replaced', async () => {
  const definition = { name: 'Web', type: 'HTTP', endpoint: 'https://own.example', role: null, signing: null } as const;
  const { credentialsOf } = createIdentityStore();
  const send = (request: unknown) => Promise.resolve({ statusCode: 200, headers: {}, body: JSON.stringify(request) });
  const dataSource = createHttpDataSource({ definition, credentialsOf, send });
  const { result } = await dataSource.call({
    request: { resourcePath: '/a' },
    caller: 'x',
    deadline: Date.now() + 1000,
  });
  expect(received(result)).toMatchObject({
    origin: 'https://own.example',
    target: '/a',
    headers: { host: 'own.example' },
  });
});
