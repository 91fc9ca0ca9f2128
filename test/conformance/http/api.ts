import type { Standing } from '../fact.ts';
import { serve } from '../support/served-api.ts';

export const answered: Standing = {
  area: 'http',
  certainty: 'likely',
  source: "graphql/graphql-over-http#81: the AppSync team's answers",
};
export const bodies: Standing = { ...answered, source: 'response bodies pasted in public AppSync issues' };
export const sure: Standing = {
  ...answered,
  certainty: 'sure',
  source: 'AppSync Developer Guide: Built-in utilities in util',
};
export const graphqlSpec: Standing = { ...sure, source: 'GraphQL specification, October 2021' };

export const api = serve(() => ({
  schema: `
    type Person { id: ID!  name: String  strict: String!  friend: Person }
    type Query {
      hello(name: String): String
      sum(a: Int!, b: Int!): Int
      person: Person
      fails: Person
      appends: Person
      headers: String
      many: [String!]
      missing: Int!
      whole(value: Float): Int
      enumerated: Colour
    }
    enum Colour { RED GREEN }
    type Mutation { push(item: String!): [String!]! }
    schema { query: Query mutation: Mutation }`,
  resolvers: {
    'Query.hello': { dataSource: 'none', request: "return { payload: 'hello ' + (ctx.args.name ?? 'you') };" },
    'Query.sum': { dataSource: 'none', request: 'return { payload: ctx.args.a + ctx.args.b };' },
    'Query.person': {
      dataSource: 'none',
      request: "return { payload: { id: 'p', name: 'Ann', strict: null, friend: { id: 'f', name: 'Ben' } } };",
    },
    'Query.fails': {
      dataSource: 'none',
      request: 'return {};',
      response: "util.error('No such person.', 'NotFound', { id: 'p', name: 'Ann' }, { code: 'P1', hint: 'ask' });",
    },
    'Query.appends': {
      dataSource: 'none',
      request: 'return {};',
      response:
        "util.appendError('Half of it.', 'Partial', { id: 'p', name: 'Ann' }); return { id: 'p', name: 'Ann' };",
    },
    'Query.headers': {
      dataSource: 'none',
      request: "util.http.addResponseHeader('x-count', 7); return { payload: 'ok' };",
    },
    'Query.many': { dataSource: 'none', request: "return { payload: ['a', null] };" },
    'Query.missing': { dataSource: 'none', request: 'return { payload: null };' },
    'Query.whole': { dataSource: 'none', request: 'return { payload: ctx.args.value };' },
    'Query.enumerated': { dataSource: 'none', request: "return { payload: 'BLUE' };" },
    'Mutation.push': { dataSource: 'none', request: 'return { payload: [ctx.args.item] };' },
  },
}));

export const monitoring: Standing = { ...sure, source: 'AppSync Developer Guide: CloudWatch Logs and metrics' };
