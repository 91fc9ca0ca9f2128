import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { serve } from '../support/served-api.ts';
import type { Pipeline, Step } from '../support/synthesize.ts';

export const overview: Standing = {
  area: 'runtime',
  certainty: 'sure',
  source: 'AppSync Developer Guide: JavaScript resolvers overview',
};
export const contextPage: Standing = {
  ...overview,
  source: 'AppSync Developer Guide: JavaScript resolver context object reference',
};
export const early: Standing = { ...overview, source: 'AppSync Developer Guide: Runtime utilities in runtime' };
export const limits = (source: string): Standing => ({ area: 'limits', certainty: 'sure', source });

const NOTE = 'ctx.stash.trace = [...(ctx.stash.trace ?? [])';
/** A step that notes its two handlers in the stash and answers its name. */
const step = (name: string, request = '', response = ''): Step => ({
  dataSource: 'none',
  request: `${NOTE}, '${name} request']; ${request} return { payload: '${name}' };`,
  response: `${NOTE}, '${name} response']; ${response} return ctx.result;`,
});
const pipeline = (functions: readonly Step[], request = ''): Pipeline => ({
  request: `${NOTE}, 'request']; ${request} return { before: true };`,
  response: `${NOTE}, 'response']; return { trace: ctx.stash.trace, prev: ctx.prev?.result ?? null, result: ctx.result };`,
  functions,
});
const FAIL = { operation: 'GetItem', key: { pk: { S: 'only half a key' } } };
const failing = (response: string): Step => ({
  dataSource: 'items',
  request: `return ${JSON.stringify(FAIL)};`,
  response,
});

const COUNTER = "key: { pk: { S: 'counter' }, sk: { S: 'a' } }";
const reading: Step = { dataSource: 'items', request: `return { operation: 'GetItem', ${COUNTER} };` };
const counting: Step = {
  dataSource: 'items',
  request: `return { operation: 'UpdateItem', ${COUNTER}, update: { expression: 'ADD n :one', expressionValues: { ':one': { N: 1 } } } };`,
  response: 'return ctx.result.n;',
};

export const api = serve(() => ({
  schema: `
    type Query {
      unit: AWSJSON  order: AWSJSON  first: AWSJSON  chain: AWSJSON
      next: AWSJSON  plain: AWSJSON  end: AWSJSON  atOnce: AWSJSON  unitEarly: AWSJSON  lateEarly: AWSJSON
      swallowed: AWSJSON  passedOn: AWSJSON  afterError: AWSJSON  stopped: AWSJSON  crashed: AWSJSON  looping: AWSJSON
      context(a: Int, b: String): Context  env: AWSJSON  parent: Parent  node: Node
    }
    interface Node { id: ID! }
    type Named implements Node { id: ID!  name: String }
    type Context { json: AWSJSON  selection: [String!]  graphql: String  nested: Nested  other: String }
    type Nested { one: String  two: String }
    type Parent { id: ID!  child: String }
    type Mutation { slow: Int  fast: Int }
    schema { query: Query mutation: Mutation }`,
  environment: { TABLE: 'items', STAGE: 'local' },
  resolvers: {
    'Query.unit': step('unit', '', 'return { trace: ctx.stash.trace, prev: ctx.prev ?? null, result: ctx.result };'),
    'Query.order': pipeline([step('one'), step('two')]),
    'Query.first': pipeline([step('one', 'ctx.stash.prev = ctx.prev.result;', 'return ctx.stash.prev;')]),
    'Query.chain': pipeline([step('one'), step('two', '', 'return [ctx.prev.result, ctx.result];')]),
    'Query.next': pipeline([
      step('one', "runtime.earlyReturn('early', { skipTo: 'NEXT' });"),
      step('two', '', 'return [ctx.prev.result];'),
    ]),
    'Query.plain': pipeline([step('one', "runtime.earlyReturn('early');"), step('two')]),
    'Query.end': pipeline([step('one', "runtime.earlyReturn('early', { skipTo: 'END' });"), step('two')]),
    'Query.atOnce': pipeline([step('one')], "runtime.earlyReturn('early');"),
    'Query.unitEarly': step('unit', 'runtime.earlyReturn({ early: true });', 'return { never: true };'),
    'Query.lateEarly': pipeline([step('one', '', "runtime.earlyReturn('late');"), step('two')]),
    'Query.swallowed': failing('return { swallowed: ctx.error.type };'),
    'Query.passedOn': failing('if (ctx.error) util.error(ctx.error.message, ctx.error.type); return ctx.result;'),
    'Query.afterError': pipeline([failing('return ctx.error.type;'), step('two', '', 'return ctx.prev.result;')]),
    'Query.stopped': pipeline([step('one', '', "util.error('Enough.', 'Stopped');"), step('two')]),
    'Query.crashed': step('crash', 'const o = null; ctx.stash.x = o.member;'),
    'Query.looping': step('loop', `for (const x of [${'1,'.repeat(1001)}]) { ctx.stash.x = x; }`),
    'Query.context': {
      dataSource: 'none',
      request: 'return {};',
      response: `return { json: JSON.parse(JSON.stringify(ctx)), selection: ctx.info.selectionSetList,
        graphql: ctx.info.selectionSetGraphQL, nested: {} };`,
    },
    'Query.env': { dataSource: 'none', request: 'return { payload: ctx.env };' },
    'Query.parent': { dataSource: 'none', request: "return { payload: { id: 'p1' } };" },
    'Query.node': {
      dataSource: 'none',
      request: 'ctx.stash.list = ctx.info.selectionSetList; return {};',
      response: "return { __typename: 'Named', id: ctx.stash.list.join(' '), name: 'n' };",
    },
    'Parent.child': { dataSource: 'none', request: 'return { payload: `child of ${ctx.source.id}` };' },
    'Mutation.slow': { ...pipeline([reading, reading, counting]), response: 'return ctx.result;' },
    'Mutation.fast': counting,
  },
}));

export async function field(name: string): Promise<unknown> {
  const { data, errors } = await api.ask(`{ ${name} }`);
  expect(errors).toBeUndefined();
  return JSON.parse(data?.[name] as string);
}
