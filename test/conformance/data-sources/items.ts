import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { ask, decided, get, key, likely, newPartition, one, operation, put, refusalOf } from './api.ts';

const getItem = operation('GetItem');
fact(getItem, 'GetItem answers the item', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  expect(await ask({ operation: 'GetItem', key: key(pk) })).toEqual({ result: { pk, sk: 'a', a: 1 } });
});
fact(likely(getItem), 'GetItem answers null for a missing item', async () => {
  expect(await ask({ operation: 'GetItem', key: key(newPartition()) })).toEqual({ result: null });
});
fact(getItem, 'GetItem reads what its projection names', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 }, b: { M: { c: { S: 'x' }, d: { S: 'y' } } } });
  const projection = { expression: '#a, #b.#c', expressionNames: { '#a': 'a', '#b': 'b', '#c': 'c' } };
  expect(await ask({ operation: 'GetItem', key: key(pk), projection })).toEqual({ result: { a: 1, b: { c: 'x' } } });
});
fact(decided(getItem), 'GetItem without a key is refused', async () => {
  expect(await refusalOf({ operation: 'GetItem' })).toContain('key');
});
fact(likely(getItem), 'a key that is not of the table is a ValidationException of DynamoDB', async () => {
  expect((await ask({ operation: 'GetItem', key: { pk: { S: 'a' } } })).error?.type).toBe(
    'DynamoDB:ValidationException',
  );
});
fact(likely(operation('Overview')), 'a request may carry the version of templates', async () => {
  const request = { version: '2018-05-29', operation: 'GetItem', key: key(newPartition()) };
  expect(await ask(request)).toEqual({ result: null });
});
fact(decided(operation('Overview')), 'an unknown member of a request is refused', async () => {
  expect(await refusalOf({ operation: 'GetItem', key: key('x'), order: 1 })).toContain('order');
});
fact(decided(operation('Overview')), 'an unknown operation is refused', async () => {
  expect(await refusalOf({ operation: 'DropTable' })).toContain('DropTable');
});

const putItem = operation('PutItem');
fact(putItem, 'PutItem answers key and attributes', async () => {
  const pk = newPartition();
  expect(await put(pk, { a: { N: 1 } })).toEqual({ result: { pk, sk: 'a', a: 1 } });
});
fact(putItem, 'PutItem replaces the whole item', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  await put(pk, { b: { N: 2 } });
  expect(await get(pk)).toEqual({ pk, sk: 'a', b: 2 });
});
fact(putItem, 'PutItem needs no attributes besides the key', async () => {
  const pk = newPartition();
  expect(await ask({ operation: 'PutItem', key: key(pk) })).toEqual({ result: { pk, sk: 'a' } });
});

const updateItem = operation('UpdateItem');
fact(updateItem, 'UpdateItem answers the whole item as it is afterwards', async () => {
  const pk = newPartition();
  await put(pk, { b: { S: 'kept' } });
  const update = { expression: 'SET #n = :one', expressionNames: { '#n': 'n' }, expressionValues: one };
  expect(await ask({ operation: 'UpdateItem', key: key(pk), update })).toEqual({
    result: { pk, sk: 'a', b: 'kept', n: 1 },
  });
});
fact(updateItem, 'UpdateItem makes an item that is missing', async () => {
  const pk = newPartition();
  await ask({ operation: 'UpdateItem', key: key(pk), update: { expression: 'SET n = :one', expressionValues: one } });
  expect(await get(pk)).toEqual({ pk, sk: 'a', n: 1 });
});
fact(updateItem, 'UpdateItem with ADD makes the attribute, then counts', async () => {
  const pk = newPartition();
  const add = { operation: 'UpdateItem', key: key(pk), update: { expression: 'ADD n :one', expressionValues: one } };
  expect((await ask(add)).result).toMatchObject({ n: 1 });
  expect((await ask(add)).result).toMatchObject({ n: 2 });
});
fact(updateItem, 'UpdateItem with REMOVE takes an attribute away', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 }, b: { N: 2 } });
  expect((await ask({ operation: 'UpdateItem', key: key(pk), update: { expression: 'REMOVE a' } })).result).toEqual({
    pk,
    sk: 'a',
    b: 2,
  });
});
fact(updateItem, 'arithmetic on a missing attribute is a ValidationException', async () => {
  const update = { expression: 'SET n = n + :one', expressionValues: one };
  const { error } = await ask({ operation: 'UpdateItem', key: key(newPartition()), update });
  expect(error?.type).toBe('DynamoDB:ValidationException');
});
fact(updateItem, 'list_append to a missing attribute is a ValidationException', async () => {
  const update = { expression: 'SET l = list_append(l, :l)', expressionValues: { ':l': { L: [{ N: 1 }] } } };
  const { error } = await ask({ operation: 'UpdateItem', key: key(newPartition()), update });
  expect(error?.type).toBe('DynamoDB:ValidationException');
});
for (const [what, members] of [
  ['name', { expressionNames: { '#unused': 'a' }, expressionValues: one }],
  ['value', { expressionValues: { ...one, ':unused': { N: 1 } } }],
] as const) {
  fact(
    { ...updateItem, source: 'DynamoDB API reference: UpdateItem' },
    `an unused ${what} of an expression is a ValidationException`,
    async () => {
      const update = { expression: 'SET n = :one', ...members };
      const { error } = await ask({ operation: 'UpdateItem', key: key(newPartition()), update });
      expect(error?.type).toBe('DynamoDB:ValidationException');
    },
  );
}
fact(decided(updateItem), 'UpdateItem without an update is refused', async () => {
  expect(await refusalOf({ operation: 'UpdateItem', key: key('x') })).toContain('update');
});

const deleteItem = operation('DeleteItem');
fact(deleteItem, 'DeleteItem answers the item as it was', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  expect(await ask({ operation: 'DeleteItem', key: key(pk) })).toEqual({ result: { pk, sk: 'a', a: 1 } });
  expect(await get(pk)).toBeNull();
});
fact(likely(deleteItem), 'DeleteItem of a missing item answers null', async () => {
  expect(await ask({ operation: 'DeleteItem', key: key(newPartition()) })).toEqual({ result: null });
});
