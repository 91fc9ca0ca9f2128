import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { api, ask, decided, likely, operation, refusalOf } from './api.ts';

const none: Standing = { ...operation(''), source: 'AppSync Developer Guide: Resolver reference for None' };
fact(none, 'NONE answers the payload of the request', async () => {
  expect(await ask({ payload: { a: [1] } }, 'local')).toEqual({ result: { a: [1] } });
});
fact(likely(none), 'NONE without a payload answers null', async () => {
  expect(await ask({ other: 1 }, 'local')).toEqual({ result: null });
});
const lambda: Standing = { ...operation(''), source: 'AppSync Developer Guide: Resolver reference for Lambda' };
fact(lambda, 'Invoke hands the payload to the function and answers what it returns', async () => {
  expect(await ask({ operation: 'Invoke', payload: { a: 1 } }, 'remote')).toEqual({ result: { event: { a: 1 } } });
});
fact(likely(lambda), 'a function that throws is Lambda:Unhandled with its message', async () => {
  const { error } = await ask({ operation: 'Invoke', payload: { fail: 'no' } }, 'remote');
  expect(error).toEqual({ type: 'Lambda:Unhandled', message: 'no' });
});
fact(decided(lambda), 'an unknown operation on a function is refused', async () => {
  expect(await refusalOf({ operation: 'Call', payload: {} }, 'remote')).toContain('Invoke');
});
const batch: Standing = { ...lambda, source: 'AppSync Developer Guide: Tutorial: AWS Lambda resolvers, batching' };
async function batchesOf(count: number) {
  const { data } = await api.ask('query P($count: Int!) { people(count: $count) { id batch } }', { count });
  const people = data?.['people'] as { id: number; batch: string }[];
  return people.map((one) => JSON.parse(one.batch) as { id: number; at: number; size: number });
}
fact(batch, 'BatchInvoke hands the payloads of siblings to the function as one list', async () => {
  expect(await batchesOf(2)).toEqual([
    { id: 1, at: 0, size: 2 },
    { id: 2, at: 1, size: 2 },
  ]);
});
fact(batch, 'a batch is no larger than maxBatchSize', async () => {
  expect((await batchesOf(3)).map(({ id, size }) => [id, size])).toEqual([
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
});
