import { beforeAll, describe, expect, test } from 'vitest';
import type { DynamoDbClient } from '../../../../local/dynamodb/client.ts';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { askOf, items, key, newPartition, others, sourceOf, type Ask } from './source.ts';

const running = withEngine([items, others]);
let ask: Ask;
beforeAll(() => {
  ask = askOf(sourceOf(running.client));
});

describe('BatchGetItem', () => {
  test('answers in the order of the keys, null for what is not there', async () => {
    const pk = newPartition();
    const attributeValues = { n: { N: 1 } };
    for (const sk of ['a', 'b', 'c']) await ask({ operation: 'PutItem', key: key(pk, sk), attributeValues });
    const keys = ['c', 'none', 'a', 'b'].map((sk) => key(pk, sk));
    const tables = { Items: { keys, consistentRead: true }, Others: { keys: [key(pk, 'a')] } };
    expect(await ask({ operation: 'BatchGetItem', tables })).toEqual({
      result: {
        data: {
          Items: [{ pk, sk: 'c', n: 1 }, null, { pk, sk: 'a', n: 1 }, { pk, sk: 'b', n: 1 }],
          Others: [null],
        },
        unprocessedKeys: { Items: [], Others: [] },
      },
      // DynamoDB charges for missing keys too, which DynamoDB Local does not.
      cost: { calls: 1, readUnits: process.env['DYNAMODB_ENDPOINT'] === undefined ? 4.5 : 3, writeUnits: 0 },
    });
  });

  test.each<[string, string, Record<string, string>, object]>([
    ['without the key', '#n', { '#n': 'n' }, { n: 'b' }],
    ['with a part of the key', 'sk, #n', { '#n': 'n' }, { sk: 'b', n: 'b' }],
    [
      'with the key under an alias',
      '#n, #pk,#sk',
      { '#n': 'n', '#pk': 'pk', '#sk': 'sk' },
      { pk: 'proj', sk: 'b', n: 'b' },
    ],
  ])('keeps the order also with a projection %s', async (_, expression, expressionNames, second) => {
    const pk = 'proj';
    for (const sk of ['a', 'b']) {
      await ask({ operation: 'PutItem', key: key(pk, sk), attributeValues: { n: { S: sk } } });
    }
    const keys = ['none', 'b'].map((sk) => key(pk, sk));
    const { result } = await ask({
      operation: 'BatchGetItem',
      tables: { Items: { keys, projection: { expression, expressionNames } } },
    });
    expect(result).toMatchObject({ data: { Items: [null, second] } });
    expect((result as { data: { Items: object[] } }).data.Items[1]).toEqual(second);
  });

  test.each<[string, object, string]>([
    [
      '101 keys',
      { Items: { keys: Array.from({ length: 101 }, (_, i) => key('many', String(i))) } },
      'ValidationException',
    ],
    ['the same key twice', { Items: { keys: [key('a', 'a'), key('a', 'a')] } }, 'ValidationException'],
    ['no table', {}, 'ValidationException'],
    ['no key', { Items: { keys: [] } }, 'ValidationException'],
    ['an unknown table', { Nothing: { keys: [key('a', 'a')] } }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_, tables, name) => {
    const { result, error } = await ask({ operation: 'BatchGetItem', tables });
    expect(result).toBeNull();
    expect(error?.type).toBe(`DynamoDB:${name}`);
  });

  test('reads in a second attempt what did not fit into the first answer', async () => {
    const pk = newPartition();
    // 16 MB fit into one answer.
    const keys = Array.from({ length: 60 }, (_, index) => key(pk, String(index)));
    for (const one of keys) {
      await ask({ operation: 'PutItem', key: one, attributeValues: { big: { S: 'x'.repeat(350_000) } } });
    }
    const { result, error, cost } = await ask({ operation: 'BatchGetItem', tables: { Items: { keys } } });
    expect(error).toBeUndefined();
    expect(cost?.calls).toBe(2);
    const { data } = result as { data: { Items: { sk: string }[] } };
    expect(data.Items.map(({ sk }) => sk)).toEqual(keys.map(({ sk }) => sk.S));
  });

  test('what is left after two attempts makes an error beside the data', async () => {
    const pk = newPartition();
    await ask({ operation: 'PutItem', key: key(pk, 'a') });
    const short = askOf(sourceOf(exhausted(running.client)));
    const keys = ['b', 'a'].map((sk) => key(pk, sk));
    const { result, error } = await short({ operation: 'BatchGetItem', tables: { Items: { keys } } });
    expect(error?.type).toBe('DynamoDB:ProvisionedThroughputExceededException');
    expect(result).toEqual({
      data: { Items: [null, null] },
      unprocessedKeys: {
        Items: [
          { pk, sk: 'b' },
          { pk, sk: 'a' },
        ],
      },
    });
  });
});

describe('BatchPutItem and BatchDeleteItem', () => {
  test('answer the items, then only their keys', async () => {
    const pk = newPartition();
    const put = { Items: [{ ...key(pk, 'a'), n: { N: 1 } }, key(pk, 'b')], Others: [key(pk, 'c')] };
    expect(await ask({ operation: 'BatchPutItem', tables: put })).toEqual({
      result: {
        data: {
          Items: [
            { pk, sk: 'a', n: 1 },
            { pk, sk: 'b' },
          ],
          Others: [{ pk, sk: 'c' }],
        },
        unprocessedItems: { Items: [], Others: [] },
      },
      cost: { calls: 1, readUnits: 0, writeUnits: 3 },
    });
    const { result } = await ask({ operation: 'BatchDeleteItem', tables: { Items: [key(pk, 'a'), key(pk, 'none')] } });
    expect(result).toEqual({
      data: {
        Items: [
          { pk, sk: 'a' },
          { pk, sk: 'none' },
        ],
      },
      unprocessedKeys: { Items: [] },
    });
    expect((await ask({ operation: 'GetItem', key: key(pk, 'a') })).result).toBeNull();
  });

  test('refuse 26 items and none', async () => {
    const many = Array.from({ length: 26 }, (_, index) => key('many', String(index)));
    for (const Items of [many, []]) {
      const { error } = await ask({ operation: 'BatchPutItem', tables: { Items } });
      expect(error?.type).toBe('DynamoDB:ValidationException');
    }
    expect((await ask({ operation: 'BatchDeleteItem', tables: {} })).error?.type).toBe('DynamoDB:ValidationException');
  });

  test('what is left after two attempts is null in the data and listed', async () => {
    const pk = newPartition();
    const short = askOf(sourceOf(exhausted(running.client)));
    const { result, error } = await short({
      operation: 'BatchPutItem',
      tables: { Items: [key(pk, 'a'), { ...key(pk, 'b'), n: { N: '1.0' } }] },
    });
    expect(error?.type).toBe('DynamoDB:ProvisionedThroughputExceededException');
    expect(result).toEqual({
      data: { Items: [null, null] },
      unprocessedItems: {
        Items: [
          { pk, sk: 'a' },
          { pk, sk: 'b', n: 1 },
        ],
      },
    });
  });
});

/** A table out of throughput: no engine on this machine ever is, so its answer is given here. */
function exhausted(client: DynamoDbClient): DynamoDbClient {
  return {
    ...client,
    async call(operation, input) {
      const { RequestItems } = input as { RequestItems: object };
      return operation === 'BatchGetItem'
        ? { Responses: {}, UnprocessedKeys: RequestItems }
        : { UnprocessedItems: RequestItems };
    },
  };
}
