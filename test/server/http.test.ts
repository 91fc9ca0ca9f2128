import { request as startRequest } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../../local/iam/signature.ts';
import type { LocalAppSync } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import { synthesizeEcho } from './http-app.ts';
import type { Assembly } from './note-app.ts';

let assemblies: readonly Assembly[] = [];
let server: LocalAppSync;
let closed: LocalAppSync;

beforeAll(async () => {
  assemblies = [synthesizeEcho(), synthesizeEcho({ isClosed: true })];
  [server, closed] = (await Promise.all(
    assemblies.map(({ directory }) => createLocalAppSync({ assembly: directory })),
  )) as [LocalAppSync, LocalAppSync];
});

afterAll(async () => {
  await Promise.all([server?.close(), closed?.close()]);
  for (const assembly of assemblies) assembly.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: { data?: Record<string, unknown> | null; errors?: Record<string, unknown>[] };
}

interface Asked {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  readonly to?: LocalAppSync;
}

/** By Node's own client: `fetch` adds headers, unites those that repeat and unpacks the answer. */
async function send({ method = 'POST', target = '/graphql', headers = {}, body, to = server }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = startRequest(to.origin + target, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
        const parsed: unknown = text.length === 0 ? {} : JSON.parse(text.toString());
        // What the test then says of it holds the shape.
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body: parsed as Answer['body'] });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function keyOf(api: LocalAppSync): string {
  const [mode] = api.deployment.apis[0]?.authModes ?? [];
  return (mode?.type === 'API_KEY' ? mode.keys[0]?.value : undefined) ?? '';
}

const keyed = (headers: OutgoingHttpHeaders = {}, to = server) => ({
  'x-api-key': keyOf(to),
  'content-type': 'application/json',
  ...headers,
});

const ask = (query: string, headers: OutgoingHttpHeaders = {}, variables: object = {}, to = server) =>
  send({ headers: keyed(headers, to), body: JSON.stringify({ query, variables }), to });

/** What a GET asks, as its target. */
const targetOf = (parameters: Record<string, string>) => `/graphql?${new URLSearchParams(parameters).toString()}`;
const get = (parameters: Record<string, string>) =>
  send({ method: 'GET', target: targetOf(parameters), headers: { 'x-api-key': keyOf(server) } });

describe('an answer', () => {
  test('names the request and the tokens it took, beside what resolvers add', async () => {
    const { status, headers, body } = await ask('{ args(a: 1) }');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amzn-appsync-tokensconsumed': '1',
      'access-control-allow-origin': '*',
      vary: 'accept-encoding',
      'x-own': 'set',
    });
    expect(body).toEqual({ data: { args: '{"a":1}' } });
  });

  const sizes: readonly [string, string | undefined, number, boolean][] = [
    ['of 1,000 bytes, asked for', 'gzip', 1_000, true],
    ['of 999 bytes, asked for', 'gzip', 999, false],
    ['of 10,000 bytes, not asked for', undefined, 10_000, false],
    ['asked for among others', 'br;q=1.0, gzip;q=0.5', 10_000, true],
    ['asked for as anything', '*', 10_000, true],
    ['asked for with a weight of nothing', 'gzip;q=0, *', 10_000, false],
    ['of another coding alone', 'br', 10_000, false],
  ];
  test.each(sizes)('%s: gzip', async (_, accepted, size, isCompressed) => {
    const text = 'x'.repeat(size - JSON.stringify({ data: { text: '' } }).length);
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const answer = await ask('query Q($is: String!) { text(is: $is) }', headers, { is: text });
    expect(answer.headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
    expect(answer.bytes.length === size).toBe(!isCompressed);
    expect(answer.body.data).toEqual({ text });
  });

  test('of a field without a resolver is null', async () => {
    expect((await ask('{ bare }')).body).toEqual({ data: { bare: null } });
  });
});

describe('a body', () => {
  const query = '{ args(a: 1) }';
  const served: readonly [string, string][] = [
    ['application/json', JSON.stringify({ query })],
    ['application/graphql', JSON.stringify({ query })],
    ['Application/JSON; charset=UTF-8', JSON.stringify({ query })],
    ['application/json;charset="utf-8"', JSON.stringify({ query })],
    ['application/json', JSON.stringify({ query, variables: null, operationName: null, extensions: null })],
    ['application/json', JSON.stringify({ query, extensions: { persistedQuery: { version: 1 } }, other: 1 })],
    ['application/json', ` \n${JSON.stringify({ query })} `],
  ];
  test.each(served)('%s: %s', async (type, body) => {
    const answer = await send({ headers: keyed({ 'content-type': type }), body });
    expect(answer).toMatchObject({ status: 200, body: { data: { args: '{"a":1}' } } });
  });

  const malformed = [400, 'MalformedHttpRequestException'] as const;
  const unsupported = [415, 'UnsupportedMediaTypeException'] as const;
  const unreadable = 'Unable to parse GraphQL query.';
  const wrongType = 'The content type must be application/json or application/graphql, in UTF-8.';
  const refused: readonly [string, string, string | Buffer, number, string, string][] = [
    ['nothing', 'application/json', '', ...malformed, 'Request body is empty.'],
    ['blanks', 'application/json', ' \n', ...malformed, 'Request body is empty.'],
    ['no JSON', 'application/json', 'meow', ...malformed, unreadable],
    ['JSON with more behind it', 'application/json', '{}}', ...malformed, unreadable],
    ['an empty object', 'application/json', '{}', ...malformed, unreadable],
    ['an empty batch', 'application/json', '[]', ...malformed, unreadable],
    ['a batch', 'application/json', JSON.stringify([{ query }, { query }]), ...malformed, unreadable],
    ['GraphQL itself', 'application/graphql', query, ...malformed, unreadable],
    ['a query that is no text', 'application/json', '{"query":{"a":1}}', ...malformed, unreadable],
    ['an empty query', 'application/json', '{"query":""}', ...malformed, unreadable],
    ['bad syntax', 'application/json', '{"query":"{ args("}', ...malformed, unreadable],
    ['no operation', 'application/json', '{"query":"fragment F on Query { args }"}', ...malformed, unreadable],
    ['variables as text', 'application/json', JSON.stringify({ query, variables: '{}' }), ...malformed, unreadable],
    ['variables as a list', 'application/json', JSON.stringify({ query, variables: [] }), ...malformed, unreadable],
    [
      'a name that is no text',
      'application/json',
      JSON.stringify({ query, operationName: 1 }),
      ...malformed,
      unreadable,
    ],
    ['bytes that are not UTF-8', 'application/json', Buffer.from([0x7b, 0xff, 0x7d]), ...malformed, unreadable],
    [
      'too long a query',
      'application/json',
      JSON.stringify({ query: query + ' '.repeat(15_000) }),
      ...malformed,
      'Maximum char length exceeded',
    ],
    ['another type', 'text/plain', JSON.stringify({ query }), ...unsupported, wrongType],
    ['a form', 'application/x-www-form-urlencoded', `query=${query}`, ...unsupported, wrongType],
    ['another charset', 'application/json; charset=iso-8859-1', JSON.stringify({ query }), ...unsupported, wrongType],
    [
      'several operations, no name',
      'application/json',
      JSON.stringify({ query: 'query A { bare } query B { bare }' }),
      400,
      'BadRequestException',
      'Missing operation name.',
    ],
    [
      'a name that is not there',
      'application/json',
      JSON.stringify({ query: 'query A { bare }', operationName: 'B' }),
      400,
      'BadRequestException',
      "Unknown operation named 'B'.",
    ],
  ];
  test.each(refused)('that is %s is refused', async (_, type, body, status, errorType, message) => {
    const answer = await send({ headers: keyed({ 'content-type': type }), body });
    expect(answer.status).toBe(status);
    expect(answer.headers['x-amzn-errortype']).toBe(errorType);
    expect(answer.body).toEqual({ errors: [{ errorType, message }] });
  });

  test('without a content type is refused', async () => {
    const answer = await send({ headers: { 'x-api-key': keyOf(server) }, body: JSON.stringify({ query }) });
    expect(answer).toMatchObject({ status: 415, body: { errors: [{ message: wrongType }] } });
  });

  test('names which of its operations runs', async () => {
    const several = 'query A { args(a: 1) } query B { args(a: 2) }';
    const body = JSON.stringify({ query: several, operationName: 'B' });
    expect((await send({ headers: keyed(), body })).body).toEqual({ data: { args: '{"a":2}' } });
  });
});

describe('a GET', () => {
  test('asks by query, variables and operationName', async () => {
    const query = 'query A($a: Int) { args(a: $a) } query B { bare }';
    const { status, body } = await get({ query, variables: '{"a":1}', operationName: 'A' });
    expect(status).toBe(200);
    expect(body).toEqual({ data: { args: '{"a":1}' } });
    expect((await get({ query: '{ bare }', variables: '', operationName: '' })).body).toEqual({ data: { bare: null } });
  });

  const unreadable = { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' };
  const refused: readonly [string, Record<string, string>, number, object][] = [
    ['without a query', {}, 400, unreadable],
    ['with variables that are no JSON', { query: '{ bare }', variables: '{a:1}' }, 400, unreadable],
    ['with variables that are no object', { query: '{ bare }', variables: '[1]' }, 400, unreadable],
    [
      'of a mutation',
      { query: 'mutation { change(to: "x") }' },
      405,
      { errorType: 'MethodNotAllowedException', message: 'A mutation is served by POST only.' },
    ],
  ];
  test.each(refused)('%s is refused', async (_, parameters, status, error) => {
    expect(await get(parameters)).toMatchObject({ status, body: { errors: [error] } });
  });

  test('without a key is as unauthorized as a POST', async () => {
    const answer = await send({ method: 'GET', target: targetOf({ query: '{ bare }' }) });
    expect(answer.status).toBe(401);
  });
});

describe('another method', () => {
  test.each(['PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    expect(await send({ method, headers: keyed() })).toMatchObject({
      status: 405,
      body: { errors: [{ errorType: 'MethodNotAllowedException' }] },
    });
  });

  test('HEAD is refused without a body', async () => {
    const answer = await send({ method: 'HEAD', headers: keyed() });
    expect(answer.status).toBe(405);
    expect(answer.bytes).toHaveLength(0);
  });

  test('OPTIONS says what a web page may send, to anybody', async () => {
    const headers = { 'access-control-request-headers': 'x-api-key, X-Own, bad header' };
    const answer = await send({ method: 'OPTIONS', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, x-api-key, x-own',
    });
  });
});

describe('who asks', () => {
  const unauthorized = { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' };

  test.each([{}, { 'x-api-key': 'da2-wrong' }])('%j is nobody', async (headers) => {
    const body = JSON.stringify({ query: '{ bare }' });
    const answer = await send({ headers: { 'content-type': 'application/json', ...headers }, body });
    expect(answer.status).toBe(401);
    expect(answer.headers['x-amzn-errortype']).toBe('UnauthorizedException');
    expect(answer.body).toEqual({ errors: [unauthorized] });
  });

  test('is told before what is wrong with the document', async () => {
    expect((await ask('{ nothing }', { 'x-api-key': 'da2-wrong' })).status).toBe(401);
  });

  test('is denied a field with status 200', async () => {
    const { status, body } = await ask('{ bare identity }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { bare: null, identity: null },
      errors: [
        {
          path: ['identity'],
          data: null,
          errorType: 'Unauthorized',
          errorInfo: null,
          locations: [{ line: 1, column: 8, sourceName: null }],
          message: 'Not Authorized to access identity on type Query',
        },
      ],
    });
  });

  const signed = async (method: string, target: string, body: string, more: Record<string, string> = {}) => {
    const role = server.deployment.apis[0]?.dataSources.find(({ name }) => name === 'self')?.role;
    const headers = {
      host: new URL(server.origin).host,
      ...(body !== '' && { 'content-type': 'application/json' }),
      ...more,
    };
    const scope = { service: 'appsync', region: 'eu-west-1' };
    const credentials = server.credentialsOf(role?.arn ?? '');
    return send({
      method,
      target,
      body,
      headers: await signRequest({ method, target, headers, body }, credentials, scope),
    });
  };

  test('by signature, is known with the addresses that the request came by', async () => {
    const body = JSON.stringify({ query: '{ identity }' });
    const answer = await signed('POST', '/graphql', body, { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' });
    expect(JSON.parse(String(answer.body.data?.['identity']))).toMatchObject({
      sourceIp: ['203.0.113.7', '198.51.100.1', expect.stringMatching(/127\.0\.0\.1|::1/)],
    });
  });

  test('by signature, may sign a GET', async () => {
    const answer = await signed('GET', targetOf({ query: '{ identity }' }), '');
    expect(answer).toMatchObject({ status: 200, body: { data: { identity: expect.any(String) } } });
  });
});

describe('what resolvers see of the headers', () => {
  test('is the names in lower case, a list where one is repeated, and never a cookie', async () => {
    const { body } = await ask('{ headers }', { 'X-Own': ['a', 'b'], 'X-One': 'c', Cookie: 'secret=1' });
    const headers = JSON.parse(String(body.data?.['headers'])) as Record<string, unknown>;
    expect(headers).toMatchObject({ 'x-own': ['a', 'b'], 'x-one': 'c', 'content-type': 'application/json' });
    expect(Object.keys(headers)).not.toContain('cookie');
  });
});

describe('a document that does not fit', () => {
  const cases: readonly [string, string, object, object][] = [
    [
      'an unknown field',
      '{badfield}',
      {},
      {
        path: null,
        locations: [{ line: 1, column: 2, sourceName: null }],
        message: "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
      },
    ],
    [
      'a missing argument',
      '{ text }',
      {},
      {
        path: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: "Validation error of type MissingFieldArgument: Missing field argument is @ 'text'",
      },
    ],
    [
      'a value of another type',
      '{ args(a: "1") }',
      {},
      {
        path: null,
        locations: [{ line: 1, column: 8, sourceName: null }],
        message:
          "Validation error of type WrongType: argument 'a' with value 'StringValue{value='1'}' is not a valid 'Int' @ 'args'",
      },
    ],
    [
      'a missing variable',
      'query Q($t: String!) { text(is: $t) }',
      {},
      {
        path: null,
        locations: [{ line: 1, column: 9, sourceName: null }],
        message: "Variable 't' has coerced Null value for NonNull type 'String!'",
      },
    ],
    [
      'a variable that does not parse',
      'query Q($at: AWSDateTime) { args(at: $at) }',
      { at: '2026-05-06T00:00:00.000' },
      {
        path: null,
        locations: [{ line: 1, column: 9, sourceName: null }],
        message:
          "Variable 'at' has an invalid value. Unable to parse `2026-05-06T00:00:00.000` as a valid DateTime Object.",
      },
    ],
  ];
  test.each(cases)('%s is status 200 and an error', async (_, query, variables, error) => {
    const answer = await ask(query, {}, variables);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-amzn-errortype']).toBeUndefined();
    expect(answer.body).toEqual({ data: null, errors: [error] });
  });
});

describe('an API with its switches set', () => {
  test('answers introspection where they are not', async () => {
    expect((await ask('{ __schema { queryType { name } } }')).body.data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
  });

  test('has no introspection but __typename', async () => {
    const { status, body } = await ask('{ __schema { types { name } } }', {}, {}, closed);
    expect(status).toBe(200);
    expect(body.errors).toMatchObject([
      {
        message:
          "Validation error of type FieldUndefined: Field 'types' in type '__Schema' is undefined @ '__schema/types'",
      },
    ]);
    expect((await ask('{ __typename }', {}, {}, closed)).body).toEqual({ data: { __typename: 'Query' } });
  });

  test('stops at its depth', async () => {
    const { body } = await ask('{ parent { name child { name } } }', {}, {}, closed);
    expect(body).toMatchObject({
      data: { parent: { name: 'one', child: { name: null } } },
      errors: [{ path: ['parent', 'child', 'name'], errorType: 'QueryDepthLimitReached' }],
    });
  });

  test('stops at its number of resolvers', async () => {
    const { body } = await ask('{ a: args(a: 1) b: args(a: 2) c: args(a: 3) }', {}, {}, closed);
    expect(body).toMatchObject({
      data: { a: '{"a":1}', b: '{"a":2}', c: null },
      errors: [
        { path: ['c'], errorType: 'ResolverExecutionLimitReached', message: 'Resolver invocation limit reached.' },
      ],
    });
  });
});
