import { beforeAll, describe, expect, test } from 'vitest';
import type { TableDefinition } from '../../../../local/assembly/model.ts';
import { createDynamoDbDataSource } from '../../../../local/datasources/dynamodb/dynamodb-data-source.ts';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { itemTable } from '../../dynamodb/tables.ts';
import { askOf, everything, key, roleArn, tokenKey, type Ask } from './source.ts';

const base = itemTable();
const table: TableDefinition = {
  ...base,
  attributes: [...base.attributes, { name: 'rank', type: 'N' }],
  localIndexes: [
    {
      name: 'byRank',
      keySchema: [
        { name: 'pk', kind: 'HASH' },
        { name: 'rank', kind: 'RANGE' },
      ],
      projection: { kind: 'KEYS_ONLY' },
    },
  ],
};
const running = withEngine([table]);
let ask: Ask;

beforeAll(async () => {
  const role = { arn: roleArn, statements: everything };
  const definition = { name: 'items', type: 'AMAZON_DYNAMODB', tableName: table.name, role } as const;
  ask = askOf(createDynamoDbDataSource({ definition, tables: [table], client: running.client, tokenKey }));
  for (const [sk, rank] of [
    ['a', 3],
    ['b', 1],
    ['c', 2],
  ] as const) {
    await ask({ operation: 'PutItem', key: key('p', sk), attributeValues: { rank: { N: rank }, text: { S: sk } } });
  }
});

interface Change {
  readonly expression?: string;
  readonly values?: object;
  readonly [member: string]: unknown;
}

function query({ expression = 'pk = :p', values = {}, ...members }: Change) {
  const names = expression.includes('#rank') ? { expressionNames: { '#rank': 'rank' } } : {};
  const condition = { expression, ...names, expressionValues: { ':p': { S: 'p' }, ...values } };
  return ask({ operation: 'Query', index: 'byRank', query: condition, ...members });
}

describe('a local index', () => {
  test('answers by its own order, and what it projects', async () => {
    const { result } = await query({ consistentRead: true });
    expect(result).toMatchObject({
      items: [
        { pk: 'p', sk: 'b', rank: 1 },
        { pk: 'p', sk: 'c', rank: 2 },
        { pk: 'p', sk: 'a', rank: 3 },
      ],
    });
    expect(JSON.stringify(result)).not.toContain('text');
  });

  test('answers all attributes where they are asked for', async () => {
    const { result } = await query({ select: 'ALL_ATTRIBUTES', scanIndexForward: false, limit: 1 });
    expect(result).toMatchObject({ items: [{ sk: 'a', text: 'a' }], nextToken: expect.any(String) });
  });
});

describe('DynamoDB refuses a key condition', () => {
  const refused = (message: string) => ({
    error: { type: 'DynamoDB:ValidationException', message: expect.stringContaining(message) },
  });

  test.each([
    ['=', 'pk = :p AND #rank = :r', { ':r': { S: '1' } }],
    ['<', 'pk = :p AND #rank < :r', { ':r': { S: '1' } }],
    ['BETWEEN', 'pk = :p AND #rank BETWEEN :r AND :s', { ':r': { N: 1 }, ':s': { S: '2' } }],
  ])('on a value of another type than the key has: %s', async (_name, expression, values) => {
    expect(await query({ expression, values })).toMatchObject(
      refused('Condition parameter type does not match schema type'),
    );
  });

  test('whose range is the wrong way round', async () => {
    const values = { ':r': { N: 10 }, ':s': { N: 9 } };
    expect(await query({ expression: 'pk = :p AND #rank BETWEEN :r AND :s', values })).toMatchObject(
      refused('Invalid KeyConditionExpression: The BETWEEN operator requires upper bound'),
    );
  });

  test('but not one of equal bounds', async () => {
    const values = { ':r': { N: 2 }, ':s': { N: '2.0' } };
    const { result } = await query({ expression: 'pk = :p AND #rank BETWEEN :r AND :s', values });
    expect(result).toMatchObject({ items: [{ sk: 'c' }] });
  });
});

test.each([
  ['filter', { operation: 'Scan' }, 'filter', 'FilterExpression'],
  ['condition', { operation: 'DeleteItem', key: key('p', 'z') }, 'condition', 'ConditionExpression'],
])('a range the wrong way round is refused in a %s too', async (_name, request, member, expressionName) => {
  const expression = { expression: 'pk BETWEEN :b AND :a', expressionValues: { ':b': { S: 'b' }, ':a': { S: 'a' } } };
  const { error } = await ask({ ...request, [member]: expression });
  expect(error).toMatchObject({
    type: 'DynamoDB:ValidationException',
    message: expect.stringContaining(`Invalid ${expressionName}: The BETWEEN operator requires upper bound`),
  });
});

test('Sync is refused', async () => {
  expect(await ask({ operation: 'Sync' })).toMatchObject({
    error: { type: 'MappingTemplate', message: expect.stringContaining('needs a versioned data source') },
  });
});
