import { describe, expect, test } from 'vitest';
import { createApi, run } from './api.ts';

const schema = `
  type Query { json: AWSJSON other: AWSJSON }
  type Mutation { one: AWSJSON two: AWSJSON }`;

/** A handler pair whose request handler runs the statements. */
const does = (statements: string) => `
  import { extensions, util } from '@aws-appsync/utils';
  export function request(ctx) { ${statements} return { payload: '{}' }; }
  export function response(ctx) { return ctx.result; }`;

describe('a data source that could not read the request', () => {
  const code = `
    export function request(ctx) { return {}; }
    export function response(ctx) { return { error: ctx.error, result: ctx.result }; }`;
  const failure = { result: null, error: { type: 'MappingTemplate', message: "Unsupported element '$[limitt]'." } };

  test.each([
    ['a unit resolver', code],
    ['a function', [code, code]],
  ])('ends the field of %s, whose response handlers do not run', async (_case, resolver) => {
    const api = createApi({ schema, resolvers: { 'Query.json': resolver }, dataSource: 'fails', failure });
    const { data, errors } = await run(api, '{ json }');
    expect(data).toEqual({ json: null });
    expect(errors).toMatchObject([
      { path: ['json'], errorType: 'MappingTemplate', message: failure.error.message, data: null, errorInfo: null },
    ]);
  });
});

describe('what one request may use', () => {
  const invalidates = (...keys: number[]) =>
    does(
      keys
        .map((key) => `extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: { key: ${key} } });`)
        .join('\n'),
    );

  test('five invalidations over all its resolvers, the same one counted once', async () => {
    const resolvers = { 'Mutation.one': invalidates(1, 2, 3), 'Mutation.two': invalidates(3, 4, 5) };
    const { errors, state } = await run(createApi({ schema, resolvers }), 'mutation { one two }');
    expect(errors).toEqual([]);
    expect(state.invalidations.map(({ payload }) => payload['key'])).toEqual([1, 2, 3, 4, 5]);
  });

  test('and not a sixth', async () => {
    const resolvers = { 'Mutation.one': invalidates(1, 2, 3), 'Mutation.two': invalidates(4, 5, 6) };
    const { errors } = await run(createApi({ schema, resolvers }), 'mutation { one two }');
    expect(errors).toMatchObject([
      { path: ['two'], errorType: 'Code', message: expect.stringContaining('5 times') as string },
    ]);
  });

  const sets = (name: string, length: number) => `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) { return {}; }
    export function response(ctx) { util.http.addResponseHeader('${name}', '${'v'.repeat(length)}'); return '{}'; }`;

  test.each([
    [2042, 0],
    [2043, 1],
  ])('4 KB of headers over all its resolvers: twice %s and the names make %s errors', async (length, count) => {
    const resolvers = { 'Mutation.one': sets('header', 2042), 'Mutation.two': sets('Header', length) };
    const { errors, state } = await run(createApi({ schema, resolvers }), 'mutation { one two }');
    expect(errors.map(({ errorType }) => errorType)).toEqual(Array(count).fill('ResponseHeaderError'));
    // One name, however it is written.
    expect(Object.keys(state.responseHeaders)).toEqual([count === 0 ? 'Header' : 'header']);
  });
});

describe('evictFromApiCache', () => {
  const evicts = does("extensions.evictFromApiCache('Query', 'json', { 'ctx.args.id': 1 });");

  test('has nothing to delete in a mutation', async () => {
    const api = createApi({ schema, resolvers: { 'Mutation.one': evicts } });
    const { errors, state } = await run(api, 'mutation { one }');
    expect([errors, state.apiCacheEntriesDeleted]).toEqual([[], 0]);
  });

  test('is an error in a query', async () => {
    const api = createApi({ schema, resolvers: { 'Query.json': evicts } });
    const { errors, state } = await run(api, '{ json }');
    expect(errors).toMatchObject([{ errorType: 'Code' }]);
    expect(state.apiCacheEntriesDeleted).toBeNull();
  });
});

describe('code that throws', () => {
  test('is told with its place in the log, and with no value of the caller in what every log shows', async () => {
    const api = createApi({
      schema,
      resolvers: { 'Query.json': does('console.log("before");\n return null[ctx.info.fieldName];') },
    });
    const { errors, state } = await run(api, '{ json }');
    expect(errors).toMatchObject([
      { errorType: 'Code', message: expect.stringMatching(/^code\.js:4:\d+: TypeError: .*json/) as string },
    ]);
    expect(state.logs).toEqual(['INFO - code.js:3:34: "before"', `ERROR - ${errors[0]?.message}`]);
    expect(state.codeFailures).toEqual([
      expect.stringMatching(/^Query\.json failed in Query\.json: code\.js:4:\d+: TypeError$/),
    ]);
  });

  test('util.error is none of that, whatever it calls itself', async () => {
    const api = createApi({ schema, resolvers: { 'Query.json': does("util.error('mine', 'Code');") } });
    const { errors, state } = await run(api, '{ json }');
    expect(errors).toMatchObject([{ errorType: 'Code', message: 'mine' }]);
    expect([state.logs, state.codeFailures]).toEqual([[], []]);
  });
});
