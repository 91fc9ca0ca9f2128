import { describe, expect, test } from 'vitest';
import { SchemaError } from '../../../local/graphql/errors.ts';
import { answers, createApi, run } from './api.ts';

const schema =
  'type Note { id: ID! title: String } type Query { note(id: ID): Note  text: String  json: AWSJSON  list: [Note!] }';

/** A function that adds a letter to what came before, and a mark of its own in the stash. */
const adds = (letter: string) => `
  export function request(ctx) { ctx.stash.seen = (ctx.stash.seen || '') + '${letter}'; return { payload: ctx.prev.result + '${letter}' }; }
  export function response(ctx) { return ctx.result; }`;

const shows = `
  export function request(ctx) { return 'start:'; }
  export function response(ctx) { return { prev: ctx.prev.result, result: ctx.result, stash: ctx.stash }; }`;

const answerOf = async (resolver: string | readonly string[], field = 'json') => {
  const api = createApi({ schema, resolvers: { [`Query.${field}`]: resolver } });
  const { data, errors } = await run(api, `{ ${field} }`);
  expect(errors).toEqual([]);
  return JSON.parse(String(data?.[field])) as unknown;
};

describe('a unit resolver', () => {
  test('an early return is the value, and the response handler does not run', async () => {
    const code = `
      import { runtime } from '@aws-appsync/utils';
      export function request(ctx) { runtime.earlyReturn({ early: true }); }
      export function response(ctx) { return { late: true }; }`;
    expect(await answerOf(code)).toEqual({ early: true });
  });

  test('a failure of the data source reaches the response handler, which may pass over it', async () => {
    const code = `
      export function request(ctx) { return {}; }
      export function response(ctx) { return { error: ctx.error, result: ctx.result }; }`;
    const failure = { result: { kept: 1 }, error: { type: 'DynamoDB:ConditionalCheckFailedException', message: 'no' } };
    const api = createApi({ schema, resolvers: { 'Query.json': code }, dataSource: 'fails', failure });
    const { data, errors, state } = await run(api, '{ json }');
    expect(errors).toEqual([]);
    expect(JSON.parse(String(data?.['json']))).toEqual({ result: failure.result, error: failure.error });
    expect(state.cost.calls).toBe(1);
  });
});

describe('a pipeline', () => {
  test('hands each result on, carries the stash, and shows the last result under both names', async () => {
    expect(await answerOf([shows, adds('a'), adds('b')])).toEqual({
      prev: 'start:ab',
      result: 'start:ab',
      stash: { seen: 'ab' },
    });
  });

  const leaves = (options: string) => `
    import { runtime } from '@aws-appsync/utils';
    export function request(ctx) { runtime.earlyReturn('left'${options}); }
    export function response(ctx) { return 'not run'; }`;

  test('an early return in a function skips the rest of it alone', async () => {
    expect(await answerOf([shows, leaves(''), adds('b')])).toMatchObject({ result: 'leftb' });
    expect(await answerOf([shows, leaves(", { skipTo: 'NEXT' }"), adds('b')])).toMatchObject({ result: 'leftb' });
  });

  test('an early return to the END skips the functions behind it', async () => {
    expect(await answerOf([shows, leaves(", { skipTo: 'END' }"), adds('b')])).toMatchObject({
      result: 'left',
      stash: {},
    });
  });

  test("an early return of the resolver's request handler skips all functions, not its response handler", async () => {
    const early = `
      import { runtime } from '@aws-appsync/utils';
      export function request(ctx) { runtime.earlyReturn('early'); }
      export function response(ctx) { return { result: ctx.result }; }`;
    expect(await answerOf([early, adds('a')])).toEqual({ result: 'early' });
  });

  test('util.error in a function ends the resolver', async () => {
    const fails = `
      import { util } from '@aws-appsync/utils';
      export function request(ctx) { return {}; }
      export function response(ctx) { util.error('stop', 'Stopped'); }`;
    const api = createApi({ schema, resolvers: { 'Query.json': [shows, fails, adds('b')] } });
    const { data, errors } = await run(api, '{ json }');
    expect(data).toEqual({ json: null });
    expect(errors).toEqual([
      {
        path: ['json'],
        data: null,
        errorType: 'Stopped',
        errorInfo: null,
        locations: [{ line: 1, column: 3, sourceName: null }],
        message: 'stop',
      },
    ]);
  });
});

describe('a field', () => {
  test('keeps its value beside appended errors', async () => {
    const code = `
      import { util } from '@aws-appsync/utils';
      export function request(ctx) { return {}; }
      export function response(ctx) {
        util.appendError('one', 'First', { id: 1, title: 'cut' });
        util.appendError('two', 'Second');
        return { id: '1' };
      }`;
    const api = createApi({ schema, resolvers: { 'Query.note': code } });
    const { data, errors } = await run(api, '{ note { id } }');
    expect(data).toEqual({ note: { id: '1' } });
    expect(errors).toMatchObject([
      { path: ['note'], message: 'one', errorType: 'First', data: { id: 1 } },
      { path: ['note'], message: 'two', errorType: 'Second' },
    ]);
  });

  test('that is null though it must not be is said in the words of graphql-java', async () => {
    const api = createApi({ schema, resolvers: { 'Query.list': answers('[{ title: "no id" }]') } });
    const { data, errors } = await run(api, '{ list { id } }');
    expect(data).toEqual({ list: null });
    expect(errors).toEqual([
      {
        path: ['list', 0, 'id'],
        locations: null,
        message: "Cannot return null for non-nullable type: 'ID' within parent 'Note' (/list[0]/id)",
      },
    ]);
  });

  test('sees its arguments, its selection with aliases, and the variables', async () => {
    const code = `
      export function request(ctx) { return { payload: { id: '1', title: JSON.stringify([
        ctx.args, ctx.info.selectionSetList, ctx.info.selectionSetGraphQL, ctx.info.variables, ctx.source || null]) } }; }
      export function response(ctx) { return ctx.result; }`;
    const api = createApi({ schema, resolvers: { 'Query.note': code } });
    const query =
      'query Q($id: ID) { note(id: $id) { ...F name: title ... on Note { id } } } fragment F on Note { id }';
    const { data } = await run(api, query, { variables: { id: '7' } });
    const note = data?.['note'] as { name: string };
    expect(JSON.parse(note.name)).toEqual([
      { id: '7' },
      ['id', 'name'],
      '{\n  ...F\n  name: title\n  ... on Note {\n    id\n  }\n}',
      { id: '7' },
      null,
    ]);
  });

  test('is not resolved once the request has had its time', async () => {
    const api = createApi({ schema, resolvers: { 'Query.text': answers('"a"') } });
    const { errors } = await run(api, '{ text }', { deadline: Date.now() - 1 });
    expect(errors).toMatchObject([{ path: ['text'], errorType: 'ExecutionTimeout', message: 'Execution timed out.' }]);
  });

  test('is not resolved beyond the limit of resolvers per request', async () => {
    const api = createApi({ schema, resolverCountLimit: 2, resolvers: { 'Query.text': answers('"a"') } });
    const { data, errors } = await run(api, '{ a: text b: text c: text }');
    expect(data).toEqual({ a: 'a', b: 'a', c: null });
    expect(errors).toMatchObject([{ path: ['c'], errorType: 'ResolverExecutionLimitReached' }]);
  });
});

describe('wiring that AppSync would refuse', () => {
  test('a resolver for a field that is not there', () => {
    expect(() => createApi({ schema, resolvers: { 'Query.nope': answers('1') } })).toThrow(SchemaError);
  });

  test('code without one of the two handlers', () => {
    const half = 'export function request(ctx) { return {}; }';
    expect(() => createApi({ schema, resolvers: { 'Query.text': half } })).toThrow(/response/);
  });

  test('a pipeline of eleven functions', () => {
    const functions = Array.from({ length: 11 }, () => adds('a'));
    expect(() => createApi({ schema, resolvers: { 'Query.text': [shows, ...functions] } })).toThrow(/at most 10/);
  });
});
