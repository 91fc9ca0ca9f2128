import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { absent, ask, fill, get, key, keysOfCount, likely, newPartition, one, operation, put, table } from './api.ts';

const transactionConditions = operation('Transaction condition expressions');
const transactGet = operation('TransactGetItems');
fact(transactGet, 'TransactGetItems answers items in order, with null for what is missing', async () => {
  const pk = await fill(1);
  const transactItems = [
    { table, key: key(pk, 'none') },
    { table, key: key(pk, 'k0') },
  ];
  expect(await ask({ operation: 'TransactGetItems', transactItems })).toEqual({
    result: { items: [null, { pk, sk: 'k0' }], cancellationReasons: null },
  });
});
fact({ ...transactGet, area: 'limits' }, 'TransactGetItems takes 100 keys and no more', async () => {
  const get = (count: number) =>
    ask({ operation: 'TransactGetItems', transactItems: keysOfCount(count).map((one) => ({ table, key: one })) });
  expect((await get(100)).error).toBeUndefined();
  expect((await get(101)).error).toBeDefined();
});
const transactWrite = operation('TransactWriteItems');
const write = (...transactItems: object[]) => ask({ operation: 'TransactWriteItems', transactItems });
fact(transactWrite, 'TransactWriteItems answers keys in order', async () => {
  const pk = await fill(1);
  const entries = [
    { table, operation: 'PutItem', key: key(pk, 'new'), attributeValues: { n: { N: 1 } } },
    {
      table,
      operation: 'UpdateItem',
      key: key(pk, 'up'),
      update: { expression: 'SET n = :one', expressionValues: one },
    },
    { table, operation: 'DeleteItem', key: key(pk, 'k0') },
    { table: 'Others', operation: 'ConditionCheck', key: key(pk, 'no'), condition: absent },
  ];
  expect(await write(...entries)).toEqual({
    result: {
      keys: ['new', 'up', 'k0', 'no'].map((sk) => ({ pk, sk })),
      cancellationReasons: null,
    },
  });
  expect([await get(pk, 'new'), await get(pk, 'up'), await get(pk, 'k0')]).toEqual([
    { pk, sk: 'new', n: 1 },
    { pk, sk: 'up', n: 1 },
    null,
  ]);
});
const cancelled = async (condition: object) => {
  const pk = newPartition();
  await put(pk, { n: { N: 1 } });
  const outcome = await write(
    { table, operation: 'PutItem', key: key(pk, 'b') },
    { table, operation: 'PutItem', key: key(pk), condition: { ...absent, ...condition } },
  );
  return { pk, ...outcome };
};
fact(transactionConditions, 'a cancelled transaction writes nothing', async () => {
  const { pk } = await cancelled({});
  expect(await get(pk, 'b')).toBeNull();
});
fact(transactionConditions, 'a cancelled transaction is a TransactionCanceledException', async () => {
  expect((await cancelled({})).error?.type).toBe('DynamoDB:TransactionCanceledException');
});
fact(
  transactionConditions,
  'a cancelled transaction has keys null and one reason for each entry, with the item',
  async () => {
    const { pk, result } = await cancelled({});
    expect(result).toEqual({
      keys: null,
      cancellationReasons: [
        { type: 'None', message: 'None' },
        { type: 'ConditionCheckFailed', message: 'The condition check failed.', item: { pk, sk: 'a', n: 1 } },
      ],
    });
  },
);
fact(transactionConditions, 'returnValuesOnConditionCheckFailure false keeps the item back', async () => {
  const { result } = await cancelled({ returnValuesOnConditionCheckFailure: false });
  const [, reason] = (result as { cancellationReasons: object[] }).cancellationReasons;
  expect(reason).not.toHaveProperty('item');
});
fact(likely(transactionConditions), 'the message of a cancelled transaction lists the reasons', async () => {
  expect((await cancelled({})).error?.message).toContain('[None, ConditionalCheckFailed]');
});
fact(transactionConditions, 'a transaction over an identical item is cancelled all the same', async () => {
  const pk = newPartition();
  await put(pk);
  const { error } = await write({ table, operation: 'PutItem', key: key(pk), condition: absent });
  expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
});
fact(likely(transactWrite), 'two entries on one item are a ValidationException without reasons', async () => {
  const entry = { table, operation: 'PutItem', key: key(newPartition()) };
  const { result, error } = await write(entry, entry);
  expect(error?.type).toBe('DynamoDB:ValidationException');
  expect(JSON.stringify(result)).not.toContain('ConditionCheckFailed');
});
fact({ ...transactWrite, area: 'limits' }, 'TransactWriteItems takes 100 entries and no more', async () => {
  const entries = (count: number) => keysOfCount(count).map((one) => ({ table, operation: 'PutItem', key: one }));
  expect((await write(...entries(100))).error).toBeUndefined();
  expect((await write(...entries(101))).error).toBeDefined();
});
