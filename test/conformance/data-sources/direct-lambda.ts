import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { serve } from '../support/served-api.ts';
import { decided, likely } from './api.ts';

const direct: Standing = {
  area: 'data sources',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Direct Lambda resolvers',
};
const errors: Standing = { ...direct, source: `${direct.source}, advanced error handling` };
const invoke: Standing = {
  ...direct,
  source: 'AppSync Developer Guide: Resolver reference for Lambda, invocationType',
};

const BATCH = "return { operation: 'BatchInvoke', payload: ctx.source.id };";
const api = serve(() => ({
  schema: `
    type Query { context(a: Int): AWSJSON  fails(with: String!): String  event: AWSJSON  rows(ids: [Int!]!): [Row] }
    type Row { id: Int  direct: String  wrong: String  whole: String }`,
  resolvers: {
    'Query.context': { direct: 'lambda' },
    'Query.fails': { direct: 'lambda' },
    'Query.event': {
      dataSource: 'lambda',
      request: "return { operation: 'Invoke', invocationType: 'Event', payload: { quiet: true } };",
      response: 'return { result: ctx.result, error: ctx.error ?? null };',
    },
    'Query.rows': {
      dataSource: 'none',
      request: 'const rows = []; for (const id of ctx.args.ids) { rows.push({ id }); } return { payload: rows };',
    },
    'Row.direct': { direct: 'lambda', maxBatchSize: 5 },
    'Row.wrong': { dataSource: 'lambda', request: BATCH, maxBatchSize: 5 },
    'Row.whole': {
      dataSource: 'lambda',
      request: "return { operation: 'BatchInvoke', payload: { fail: ctx.source.id } };",
      response: 'return ctx.error ? `${ctx.error.type}: ${ctx.error.message}` : ctx.result;',
      maxBatchSize: 5,
    },
  },
  handler: `
    class Custom extends Error { constructor(message) { super(message); this.name = 'Custom'; } }
    class UnauthorizedException extends Error { constructor() { super('secret'); this.name = 'UnauthorizedException'; } }
    export async function handler(event) {
      if (Array.isArray(event)) {
        if (event[0].fail !== undefined) throw new Error('all of it');
        if (typeof event[0] === 'number') return event.slice(1);
        return event.map(({ source: { id } }) =>
          id === 2 ? { data: 'half', errorMessage: 'not this one', errorType: 'Odd' } : { data: 'row ' + id });
      }
      if (event.quiet) return 'nobody hears this';
      if (event.arguments.with === 'Custom') throw new Custom('own words');
      if (event.arguments.with === 'UnauthorizedException') throw new UnauthorizedException();
      return event;
    }`,
}));

fact(direct, 'a resolver without code hands the context to the function and answers what it returns', async () => {
  const { data } = await api.ask('{ context(a: 1) }');
  expect(JSON.parse(data?.['context'] as string)).toMatchObject({
    arguments: { a: 1 },
    identity: null,
    source: null,
    request: { headers: expect.any(Object) },
    prev: null,
    info: { fieldName: 'context', parentTypeName: 'Query', variables: {}, selectionSetList: [] },
    stash: {},
  });
});
fact(errors, 'an error of a direct resolver has the name that the function gave it', async () => {
  const { data, errors: found } = await api.ask('{ fails(with: "Custom") }');
  expect(data).toEqual({ fails: null });
  expect(found).toMatchObject([{ errorType: 'Custom', message: 'own words', path: ['fails'] }]);
});
fact(errors, 'an UnauthorizedException of a direct resolver says nothing of its message', async () => {
  const { errors: found } = await api.ask('{ fails(with: "UnauthorizedException") }');
  expect(found).toMatchObject([
    { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
  ]);
});
fact(errors, 'one of a direct batch may fail: its item has data and an error, the others stand', async () => {
  const { data, errors: found } = await api.ask('{ rows(ids: [1, 2, 3]) { direct } }');
  expect(data).toEqual({ rows: [{ direct: 'row 1' }, { direct: null }, { direct: 'row 3' }] });
  expect(found).toMatchObject([{ path: ['rows', 1, 'direct'], errorType: 'Odd', message: 'not this one' }]);
});
fact(likely(direct), 'a batch whose function throws fails for each of its items', async () => {
  const { data } = await api.ask('{ rows(ids: [1, 2]) { whole } }');
  const failed = { whole: 'Lambda:Unhandled: all of it' };
  expect(data).toEqual({ rows: [failed, failed] });
});
fact(decided(direct), 'a batch answered with fewer results than payloads fails for each of its items', async () => {
  const { data } = await api.ask('{ rows(ids: [1, 2]) { wrong } }');
  expect(data).toEqual({ rows: [{ wrong: null }, { wrong: null }] });
});
fact(invoke, 'invocationType Event answers null without waiting for the function', async () => {
  const { data } = await api.ask('{ event }');
  expect(JSON.parse(data?.['event'] as string)).toEqual({ result: null, error: null });
});
