import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalAppSync, RequestSummary } from '../../local/index.ts';
import { createLocalAppSync } from '../../local/index.ts';
import type { Assembly } from './note-app.ts';
import { synthesizeNotes } from './note-app.ts';

let assembly: Assembly;
let server: LocalAppSync;
const summaries: RequestSummary[] = [];

beforeAll(async () => {
  assembly = synthesizeNotes();
  server = await createLocalAppSync({
    assembly: assembly.directory,
    onRequest: (summary) => void summaries.push(summary),
    routes: [
      (request, response) => {
        if (request.url !== '/hello') return false;
        response.end('hello');
        return true;
      },
    ],
  });
});

afterAll(async () => {
  await server?.close();
  assembly?.remove();
});

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly Record<string, unknown>[];
}

async function ask(body: unknown, headers: Record<string, string> = { authorization: 'user:ann' }) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
}

describe('a request over HTTP', () => {
  test('writes through a pipeline and reads the item back', async () => {
    const query = 'mutation Add($input: NoteInput!) { addNote(input: $input) { id author body tags createdAt } }';
    const added = await ask({ query, variables: { input: { id: 'n1', body: 'hello', tags: ['a'] } } });
    expect(added.body.errors).toBeUndefined();
    expect(added.body.data).toMatchObject({ addNote: { id: 'n1', author: 'ann', body: 'hello', tags: ['a'] } });
    const read = await ask({ query: '{ getNote(id: "n1") { id body } }' });
    expect(read).toMatchObject({ status: 200, body: { data: { getNote: { id: 'n1', body: 'hello' } } } });
    expect(read.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('tells what it cost', async () => {
    summaries.length = 0;
    await ask({ query: 'query Read { getNote(id: "nothing") { id } }' });
    expect(summaries).toMatchObject([
      { operation: 'query Read { getNote }', calls: 1, readUnits: 0.5, writeUnits: 0, errors: [] },
    ]);
  });

  test("gives the authorizer's context to resolvers", async () => {
    expect((await ask({ query: '{ whoami }' })).body).toEqual({ data: { whoami: 'ann' } });
  });

  test("answers a resolver's error with every member, its data cut to the selection", async () => {
    const { status, body } = await ask({ query: '{ fails { id } }' });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { fails: null },
      errors: [
        {
          path: ['fails'],
          data: { id: 'n1' },
          errorType: 'NotFound',
          errorInfo: { code: 'NOTE', retryable: false },
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'No such note.',
        },
      ],
    });
  });

  test('answers a validation error with status 200 in the words of graphql-java', async () => {
    const { status, body } = await ask({ query: '{ nothing }' });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: null,
      errors: [
        {
          path: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: "Validation error of type FieldUndefined: Field 'nothing' in type 'Query' is undefined @ 'nothing'",
        },
      ],
    });
  });

  test('denies a field of another mode, with status 200', async () => {
    const { status, body } = await ask({ query: 'mutation { announce(id: "1") { id } }' });
    expect(status).toBe(200);
    expect(body.data).toEqual({ announce: null });
    expect(body.errors).toMatchObject([
      { path: ['announce'], errorType: 'Unauthorized', message: 'Not Authorized to access announce on type Mutation' },
    ]);
  });

  test('denies the fields that the authorizer names', async () => {
    const { body } = await ask({ query: '{ getNote(id: "n1") { id body } }' }, { authorization: 'user:ann:no-body' });
    expect(body.data).toEqual({ getNote: { id: 'n1', body: null } });
    expect(body.errors).toMatchObject([{ message: 'Not Authorized to access body on type Note' }]);
  });

  test("reaches its own IAM mutation, signed by the data source's role", async () => {
    const { body } = await ask({ query: 'mutation { relay(id: "r1", body: "signed") }' });
    expect(body.errors).toBeUndefined();
    expect(JSON.parse(String(body.data?.['relay']))).toEqual({
      data: { announce: { id: 'r1', author: 'relay', body: 'signed' } },
    });
  });
});

describe('a request that is refused as a whole', () => {
  const cases: readonly [string, unknown, Record<string, string>, number, string, string][] = [
    ['no header', '{}', {}, 401, 'UnauthorizedException', 'Missing authorization header'],
    [
      'a token that the authorizer denies',
      { query: '{ whoami }' },
      { authorization: 'nobody' },
      401,
      'UnauthorizedException',
      'You are not authorized to make this call.',
    ],
    [
      'a signature that is none',
      { query: '{ whoami }' },
      { authorization: 'AWS4-HMAC-SHA256 x' },
      401,
      'UnauthorizedException',
      'You are not authorized to make this call.',
    ],
    [
      'an empty body',
      '',
      { authorization: 'user:ann' },
      400,
      'MalformedHttpRequestException',
      'Request body is empty.',
    ],
    [
      'a batch',
      '[]',
      { authorization: 'user:ann' },
      400,
      'MalformedHttpRequestException',
      'Unable to parse GraphQL query.',
    ],
    [
      'no query',
      '{}',
      { authorization: 'user:ann' },
      400,
      'MalformedHttpRequestException',
      'Unable to parse GraphQL query.',
    ],
    [
      'no GraphQL',
      { query: '{' },
      { authorization: 'user:ann' },
      400,
      'MalformedHttpRequestException',
      'Unable to parse GraphQL query.',
    ],
    [
      'several operations without a name',
      { query: 'query A { whoami } query B { whoami }' },
      { authorization: 'user:ann' },
      400,
      'BadRequestException',
      'Missing operation name.',
    ],
    [
      'a body over 1 MB',
      ' '.repeat(1024 * 1024 + 1),
      { authorization: 'user:ann' },
      413,
      'RequestEntityTooLargeException',
      'The request body exceeds 1048576 bytes.',
    ],
  ];
  test.each(cases)('%s', async (_, body, headers, status, errorType, message) => {
    const answer = await ask(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-amzn-errortype')).toBe(errorType);
    expect(answer.body).toEqual({ errors: [{ errorType, message }] });
  });
});

describe('the port', () => {
  test('lets any web page ask', async () => {
    const response = await fetch(server.url, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'authorization,x-amz-user-agent' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('x-amz-user-agent');
  });

  test('serves the routes that it was given', async () => {
    expect(await (await fetch(`${server.origin}/hello`)).text()).toBe('hello');
  });

  test('has nothing elsewhere', async () => {
    expect((await fetch(`${server.origin}/elsewhere`)).status).toBe(404);
  });
});
