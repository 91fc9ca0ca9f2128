import { expect, test } from 'vitest';
import { createNoneDataSource } from '../../../local/datasources/none.ts';

const call = (request: unknown) =>
  createNoneDataSource('Nothing').call({ request, caller: 'Query.x', deadline: Date.now() + 1000 });

test('answers the payload', async () => {
  expect(await call({ payload: { a: [1] } })).toEqual({ result: { a: [1] } });
});

test('answers null without a payload', async () => {
  expect(await call({})).toEqual({ result: null });
  expect(await call(null)).toEqual({ result: null });
});

test('refuses a request that is no object', async () => {
  expect(await call('text')).toMatchObject({ result: null, error: { type: 'MappingTemplate' } });
});
