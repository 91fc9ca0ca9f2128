import { describe, expect, test } from 'vitest';
import type { DataSource } from '../../../local/datasources/data-source.ts';
import { createNoneDataSource } from '../../../local/datasources/none.ts';
import { createExecutor } from '../../../local/graphql/executor.ts';
import { silentLog } from '../../../local/log.ts';
import { loadCode } from '../../../local/runtime/index.ts';
import { answers, createApi, defineApi, run } from './api.ts';

const schema = `
  enum Color { RED GREEN }
  interface Animal { name: String! friends: [Animal!] }
  type Cat implements Animal { name: String! friends: [Animal!] lives: Int }
  type Dog implements Animal { name: String! friends: [Animal!] tricks: [String!] }
  union Pet = Cat | Dog
  type Stone { weight: Int }
  type Owner { id: ID! pet: Pet color: Color needed: String! child: Owner children: [Owner!] }
  type Query {
    animal(name: String): Animal  pets: [Pet]  owner: Owner  owners: [Owner]  echo(a: Int, b: Int = 5, in: In): AWSJSON
    needed: String!
  }
  input In { a: Int  b: Int = 5 }
  type Mutation { step(at: Int): Int }`;

const cat = '{ __typename: "Cat", name: "Tom", lives: 9 }';
const dog = '{ __typename: "Dog", name: "Rex", tricks: ["sit"] }';

describe('interfaces and unions', () => {
  test('are told apart by __typename, in lists too', async () => {
    const api = createApi({
      schema,
      resolvers: { 'Query.animal': answers(cat), 'Query.pets': answers(`[${cat}, ${dog}, null]`) },
    });
    const query = `{
      animal { __typename name ... on Cat { lives } ... on Dog { tricks } }
      pets { ...F ... on Animal { name } }
    } fragment F on Dog { tricks }`;
    expect(await run(api, query)).toMatchObject({
      errors: [],
      data: {
        animal: { __typename: 'Cat', name: 'Tom', lives: 9 },
        pets: [{ name: 'Tom' }, { tricks: ['sit'], name: 'Rex' }, null],
      },
    });
  });

  const flaws: readonly [string, string, string][] = [
    ['no __typename', '{ name: "Tom" }', "Could not determine the exact type of 'Animal'"],
    ['an unknown one', '{ __typename: "Cow" }', "Could not determine the exact type of 'Animal'"],
    ["another type's", '{ __typename: "Stone" }', "Runtime Object type 'Stone' is not a possible type for 'Animal'."],
  ];
  test.each(flaws)('%s is an error of the field', async (_, value, why) => {
    const api = createApi({ schema, resolvers: { 'Query.animal': answers(value) } });
    expect(await run(api, '{ animal { name } }')).toMatchObject({
      data: { animal: null },
      errors: [
        {
          path: ['animal'],
          locations: null,
          message:
            "Can't resolve '/animal'. Abstract type 'Animal' must resolve to an Object type at runtime for field " +
            `'Query.animal'. ${why}`,
        },
      ],
    });
  });
});

describe('resolvers below the root', () => {
  test('run once for each parent, with it as their source', async () => {
    const api = createApi({
      schema,
      resolvers: {
        'Query.owners': answers('[{ id: "1" }, null, { id: "2" }, { id: "3" }]'),
        'Owner.child': answers('{ id: ctx.source.id + ".child" }'),
      },
    });
    const { data, state } = await run(api, '{ owners { id kid: child { id } } }');
    expect(data).toEqual({
      owners: [
        { id: '1', kid: { id: '1.child' } },
        null,
        { id: '2', kid: { id: '2.child' } },
        { id: '3', kid: { id: '3.child' } },
      ],
    });
    expect(state.resolverRuns).toBe(4);
  });

  test('do not run where @skip or @include leaves them out, nor below a null', async () => {
    const api = createApi({
      schema,
      resolvers: { 'Query.owner': answers('{ id: "1" }'), 'Owner.child': answers('null') },
    });
    const query = `query Q($yes: Boolean!) {
      owner { id @skip(if: $yes) a: child @include(if: $yes) { child { id } } b: child @skip(if: $yes) { id } }
    }`;
    const { data, state } = await run(api, query, { variables: { yes: true } });
    expect(data).toEqual({ owner: { a: null } });
    expect(state.resolverRuns).toBe(2);
  });
});

describe('a null where none may be', () => {
  const say = async (owner: string, selection: string) => {
    const api = createApi({ schema, resolvers: { 'Query.owner': answers(owner) } });
    return run(api, `{ owner { id ${selection} } }`);
  };

  test('takes the nearest parent that may be null', async () => {
    const { data, errors } = await say('{ id: "1", child: { id: "2" } }', 'child { id needed }');
    expect(data).toEqual({ owner: { id: '1', child: null } });
    expect(errors).toEqual([
      {
        path: ['owner', 'child', 'needed'],
        locations: null,
        message: "Cannot return null for non-nullable type: 'String' within parent 'Owner' (/owner/child/needed)",
      },
    ]);
  });

  test('in a list of what must not be null takes the list, which has no name', async () => {
    const { data, errors } = await say('{ id: "1", children: [null] }', 'children { id }');
    expect(data).toEqual({ owner: { id: '1', children: null } });
    expect(errors.map(({ message }) => message)).toEqual([
      "Cannot return null for non-nullable type: 'Owner' within parent 'null' (/owner/children[0])",
    ]);
  });

  test('at the root takes all data', async () => {
    const { data, errors } = await run(createApi({ schema }), '{ needed owner { id } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['needed'] }]);
  });

  test('that a resolver caused by failing is that error alone', async () => {
    const code = `
      import { util } from '@aws-appsync/utils';
      export function request() { return {}; }
      export function response() { util.error('no', 'No'); }`;
    const { data, errors } = await run(createApi({ schema, resolvers: { 'Query.needed': code } }), '{ needed }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['needed'], errorType: 'No' }]);
  });
});

describe('a value of another kind', () => {
  const cases: readonly [string, string, string, string][] = [
    [
      'no list',
      '{ children: 5 }',
      'children { id }',
      "Can't resolve value (/owner/children) : type mismatch error, expected type LIST",
    ],
    [
      'no member of the enum',
      '{ color: "BLUE" }',
      'color',
      "Can't serialize value (/owner/color) : Invalid input for Enum 'Color'. Unknown value 'BLUE'",
    ],
  ];
  test.each(cases)('%s', async (_, owner, selection, message) => {
    const api = createApi({ schema, resolvers: { 'Query.owner': answers(owner) } });
    const { errors } = await run(api, `{ owner { ${selection} } }`);
    expect(errors).toEqual([{ path: expect.any(Array), locations: null, message }]);
  });
});

describe('arguments', () => {
  const api = createApi({ schema, resolvers: { 'Query.echo': answers('ctx.args') } });
  const seen = async (query: string, variables = {}) => {
    const { data, errors } = await run(api, query, { variables });
    expect(errors).toEqual([]);
    return JSON.parse(String(data?.['echo'])) as unknown;
  };

  test('that are left out are absent', async () => {
    expect(await seen('{ echo }')).toEqual({});
  });

  test('from a variable that is not sent are null', async () => {
    expect(await seen('query Q($a: Int) { echo(a: $a) }')).toEqual({ a: null });
    expect(await seen('query Q($a: Int) { echo(a: $a) }', { a: 1 })).toEqual({ a: 1 });
    expect(await seen('query Q($a: Int = 2) { echo(a: $a) }')).toEqual({ a: 2 });
  });

  test('members of an input object from a variable that is not sent are absent', async () => {
    expect(await seen('query Q($a: Int) { echo(in: { a: $a }) }')).toEqual({ in: {} });
  });

  test("do not get the schema's defaults, which AppSync drops", async () => {
    expect(await seen('query Q($in: In) { echo(in: $in) }', { in: {} })).toEqual({ in: {} });
  });
});

describe('mutations', () => {
  test('run one after the other, as the document has them', async () => {
    const api = createApi({ schema, resolvers: { 'Mutation.step': answers('ctx.args.at') } });
    const { data, state } = await run(api, 'mutation { b: step(at: 2) a: step(at: 1) c: step(at: 3) }');
    expect(JSON.stringify(data)).toBe('{"b":2,"a":1,"c":3}');
    expect(state.mutations.map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  });
});

describe('the time of a request', () => {
  test('is up for a field whose data source never answers, not for the others', async () => {
    const hangs: DataSource = { name: 'fails', call: () => new Promise(() => undefined) };
    const asks = 'export function request() { return {}; } export function response(ctx) { return ctx.result; }';
    const api = defineApi({ schema, dataSource: 'fails', resolvers: { 'Query.echo': asks } });
    const dataSources = new Map([
      ['none', createNoneDataSource('none')],
      ['fails', hangs],
    ]);
    const executor = createExecutor(api, { dataSources, loadCode, log: silentLog });
    const { data, errors } = await run(executor, '{ echo owner { id } }', { deadline: Date.now() + 200 });
    expect(data).toEqual({ echo: null, owner: null });
    expect(errors).toMatchObject([
      { path: ['echo'], data: null, errorType: 'ExecutionTimeout', errorInfo: null, message: 'Execution timed out.' },
    ]);
  });
});
