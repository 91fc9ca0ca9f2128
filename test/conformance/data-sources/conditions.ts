import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { absent, ask, decided, key, newPartition, one, operation, present, put } from './api.ts';

const conditions = operation('Condition expressions');
const failed = 'DynamoDB:ConditionalCheckFailedException';
fact(conditions, 'a put whose condition fails has the error and the current item', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  const { result, error } = await put(pk, { a: { N: 2 } }, { condition: absent });
  expect([result, error?.type]).toEqual([{ pk, sk: 'a', a: 1 }, failed]);
});
fact(conditions, 'the message of a failed condition begins with "The conditional request failed"', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  expect((await put(pk, {}, { condition: absent })).error?.message).toMatch(
    /^The conditional request failed \(Service: /,
  );
});
fact(conditions, 'a put whose condition fails over an identical item succeeds', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  expect(await put(pk, { a: { N: 1 } }, { condition: absent })).toEqual({ result: { pk, sk: 'a', a: 1 } });
});
fact(
  conditions,
  'equalsIgnore leaves attributes out of that comparison, and the stored item is the result',
  async () => {
    const pk = newPartition();
    await put(pk, { at: { N: 1 } });
    const condition = { ...absent, equalsIgnore: ['at'] };
    expect(await put(pk, { at: { N: 2 } }, { condition })).toEqual({ result: { pk, sk: 'a', at: 1 } });
  },
);
fact(conditions, 'equalsIgnore excuses no other attribute', async () => {
  const pk = newPartition();
  await put(pk, { at: { N: 1 }, b: { N: 1 } });
  const condition = { ...absent, equalsIgnore: ['at'] };
  expect((await put(pk, { at: { N: 2 }, b: { N: 2 } }, { condition })).error?.type).toBe(failed);
});
fact(conditions, 'a put whose condition fails over nothing has the error and null', async () => {
  const { result, error } = await put(newPartition(), {}, { condition: present });
  expect([result, error?.type]).toEqual([null, failed]);
});
fact(conditions, 'a condition that holds lets the put through', async () => {
  const pk = newPartition();
  expect(await put(pk, {}, { condition: absent })).toEqual({ result: { pk, sk: 'a' } });
});
fact(
  conditions,
  'an update whose condition fails has the error and the current item, even where nothing would change',
  async () => {
    const pk = newPartition();
    await put(pk, { n: { N: 1 } });
    const update = { expression: 'SET n = :one', expressionValues: one };
    const { result, error } = await ask({ operation: 'UpdateItem', key: key(pk), update, condition: absent });
    expect([result, error?.type]).toEqual([{ pk, sk: 'a', n: 1 }, failed]);
  },
);
fact(conditions, 'a delete whose condition fails over a missing item succeeds', async () => {
  expect(await ask({ operation: 'DeleteItem', key: key(newPartition()), condition: present })).toEqual({
    result: null,
  });
});
fact(conditions, 'a delete whose condition fails over an item has the error and the item', async () => {
  const pk = newPartition();
  await put(pk, { n: { N: 1 } });
  const { result, error } = await ask({ operation: 'DeleteItem', key: key(pk), condition: absent });
  expect([result, error?.type]).toEqual([{ pk, sk: 'a', n: 1 }, failed]);
});
fact(decided(conditions), 'a condition may be JSON text, as examples of the guide have it', async () => {
  const pk = newPartition();
  await put(pk, { a: { N: 1 } });
  expect((await put(pk, { a: { N: 2 } }, { condition: JSON.stringify(absent) })).error?.type).toBe(failed);
});
