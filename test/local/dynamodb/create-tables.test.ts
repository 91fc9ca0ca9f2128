import { beforeEach, describe, expect, test } from 'vitest';
import type { TableDefinition } from '../../../local/assembly/model.ts';
import { createTables } from '../../../local/dynamodb/create-tables.ts';
import { dropTable, withEngine } from './running-engine.ts';
import { byOwner, itemTable } from './tables.ts';

const running = withEngine();
const soon = () => ({ deadline: Date.now() + 5_000 });
const local: TableDefinition['localIndexes'][number] = {
  name: 'byTime',
  keySchema: [
    { name: 'pk', kind: 'HASH' },
    { name: 'at', kind: 'RANGE' },
  ],
  projection: { kind: 'KEYS_ONLY' },
};
const withoutIndex = itemTable({
  globalIndexes: [],
  attributes: [
    { name: 'pk', type: 'S' },
    { name: 'sk', type: 'S' },
  ],
});

beforeEach(() => dropTable(running.client, 'Items'));

describe('createTables', () => {
  test('makes a table with its indexes', async () => {
    await createTables(running.client, [itemTable({ localIndexes: [local] })]);
    const { Table } = await running.client.call('DescribeTable', { TableName: 'Items' }, soon());
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      GlobalSecondaryIndexes: [{ IndexName: 'byOwner', Projection: { ProjectionType: 'INCLUDE' } }],
      LocalSecondaryIndexes: [{ IndexName: 'byTime', Projection: { ProjectionType: 'KEYS_ONLY' } }],
    });
  });

  test('leaves a table alone that fits', async () => {
    await createTables(running.client, [itemTable()]);
    const item = { pk: { S: 'a' }, sk: { S: 'b' } };
    await running.client.call('PutItem', { TableName: 'Items', Item: item }, soon());
    await createTables(running.client, [itemTable()]);
    const { Item } = await running.client.call('GetItem', { TableName: 'Items', Key: item }, soon());
    expect(Item).toEqual(item);
  });

  test('adds a global index with the items that are there', async () => {
    await createTables(running.client, [withoutIndex]);
    const item = { pk: { S: 'a' }, sk: { S: 'b' }, owner: { S: 'ann' }, at: { N: '1' } };
    await running.client.call('PutItem', { TableName: 'Items', Item: item }, soon());
    await createTables(running.client, [itemTable()]);
    const page = await running.client.call(
      'Query',
      {
        TableName: 'Items',
        IndexName: 'byOwner',
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': { S: 'ann' } },
      },
      soon(),
    );
    expect(page['Items']).toEqual([item]);
  });

  test.each<[string, TableDefinition, TableDefinition, string]>([
    [
      'key',
      itemTable(),
      itemTable({
        keySchema: [{ name: 'pk', kind: 'HASH' }],
        attributes: itemTable().attributes.filter(({ name }) => name !== 'sk'),
      }),
      'its key is',
    ],
    [
      'key type',
      withoutIndex,
      {
        ...withoutIndex,
        attributes: [
          { name: 'pk', type: 'S' },
          { name: 'sk', type: 'N' },
        ],
      },
      'sk:S',
    ],
    [
      'projection',
      itemTable(),
      itemTable({ globalIndexes: [{ ...byOwner, projection: { kind: 'ALL' } }] }),
      'the projection of index "byOwner"',
    ],
    ['surplus index', itemTable(), withoutIndex, 'which is not in the template'],
    ['local index', itemTable(), itemTable({ localIndexes: [local] }), 'local index "byTime" is missing'],
  ])('refuses a stored table with another %s, and says what to do', async (_, stored, wanted, message) => {
    await createTables(running.client, [stored]);
    const attempt = createTables(running.client, [wanted]);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow('--fresh');
  });
});
