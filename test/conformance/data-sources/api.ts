import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { serve } from '../support/served-api.ts';

export const operation = (name: string): Standing => ({
  area: 'data sources',
  certainty: 'sure',
  source: `AppSync Developer Guide: Resolver reference for DynamoDB, ${name}`,
});
export const likely = (standing: Standing): Standing => ({ ...standing, certainty: 'likely' });
export const decided = (standing: Standing): Standing => ({ ...standing, certainty: 'decided' });

/** The response handler of fields that answer what their data source answered. */
export const PASS_ON = 'return { result: ctx.result, error: ctx.error };';
export const api = serve(() => ({
  schema: `
    type Query {
      ask(request: AWSJSON): AWSJSON
      elsewhere(request: AWSJSON): AWSJSON
      frozen(request: AWSJSON): AWSJSON
      local(request: AWSJSON): AWSJSON
      remote(request: AWSJSON): AWSJSON
      people(count: Int!): [Person]
    }
    type Person { id: Int  batch: AWSJSON  name: String }`,
  resolvers: {
    'Query.ask': { dataSource: 'items', request: 'return ctx.args.request;', response: PASS_ON },
    'Query.elsewhere': { dataSource: 'items', request: 'return ctx.args.request;', response: PASS_ON },
    'Query.frozen': { dataSource: 'frozen', request: 'return ctx.args.request;', response: PASS_ON },
    'Query.local': { dataSource: 'none', request: 'return ctx.args.request;', response: PASS_ON },
    'Query.people': {
      dataSource: 'lambda',
      request: "return { operation: 'Invoke', payload: { count: ctx.args.count } };",
      response:
        'const ids = []; for (const id of [1, 2, 3].slice(0, ctx.args.count)) { ids.push({ id }); } return ids;',
    },
    'Person.batch': {
      dataSource: 'lambda',
      request: "return { operation: 'BatchInvoke', payload: { id: ctx.source.id } };",
      maxBatchSize: 2,
    },
    'Query.remote': { dataSource: 'lambda', request: 'return ctx.args.request;', response: PASS_ON },
  },
  handler: `
    export async function handler(event) {
      if (Array.isArray(event)) return event.map(({ id }, at) => ({ id, at, size: event.length }));
      if (event.fail) throw new TypeError(event.fail);
      return { event };
    }`,
}));

interface Outcome {
  readonly result: unknown;
  readonly error?: { readonly type: string; readonly message: string };
}

/** Hands a request object to the data source of a field, over HTTP, and answers `ctx.result` and `ctx.error`. */
export async function ask(request: unknown, field = 'ask'): Promise<Outcome> {
  const query = `query Ask($request: AWSJSON) { ${field}(request: $request) }`;
  const { data, errors } = await api.ask(query, { request: JSON.stringify(request) });
  expect(errors).toBeUndefined();
  return JSON.parse(data?.[field] as string) as Outcome;
}

/** What the field says of a request object that is none. It ends the field: the response handler, which would answer, does not run. */
export async function refusalOf(request: unknown, field = 'ask'): Promise<string> {
  const query = `query Ask($request: AWSJSON) { ${field}(request: $request) }`;
  const { data, errors } = await api.ask(query, { request: JSON.stringify(request) });
  expect(data).toEqual({ [field]: null });
  expect(errors).toMatchObject([{ path: [field], errorType: 'MappingTemplate' }]);
  return String(errors?.[0]?.['message']);
}

let partitions = 0;
/** A partition that no other fact uses. */
export const newPartition = () => `p${(partitions += 1)}`;
export const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });
export const put = (pk: string, attributeValues: object = {}, more: object = {}, sk = 'a') =>
  ask({ operation: 'PutItem', key: key(pk, sk), attributeValues, ...more });
export const get = async (pk: string, sk = 'a') =>
  (await ask({ operation: 'GetItem', key: key(pk, sk), consistentRead: true })).result;
export const absent = { expression: 'attribute_not_exists(pk)' };
export const present = { expression: 'attribute_exists(pk)' };
export const one = { ':one': { N: 1 } };
export async function fill(count: number, attributes: (at: number) => object = () => ({})): Promise<string> {
  const pk = newPartition();
  for (let at = 0; at < count; at += 1) await put(pk, attributes(at), {}, `k${at}`);
  return pk;
}
export const inPartition = (pk: string) => ({ expression: 'pk = :pk', expressionValues: { ':pk': { S: pk } } });
interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly nextToken: string | null;
  readonly scannedCount: number;
}
export const page = async (request: unknown, field?: string) => (await ask(request, field)).result as Page;
export const keysOf = ({ items }: Page) => items.map(({ sk }) => sk);
export const keysOfCount = (count: number) => Array.from({ length: count }, (_, at) => key('many', `k${at}`));
export const table = 'Items';
