import { describe, expect, test } from 'vitest';
import type { PolicyStatement } from '../../../../local/assembly/model.ts';
import { createDynamoDbDataSource } from '../../../../local/datasources/dynamodb/dynamodb-data-source.ts';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { askOf, items, key, newPartition, others, roleArn, sourceOf, tokenKey } from './source.ts';

const running = withEngine([items, others]);

const allow = (actions: string[], ...resources: string[]): PolicyStatement => ({
  effect: 'Allow',
  actions: actions.map((action) => `dynamodb:${action}`),
  resources,
});
const byOwner = { expression: '#o = :o', expressionNames: { '#o': 'owner' }, expressionValues: { ':o': { S: 'a' } } };
const update = { expression: 'SET a = :a', expressionValues: { ':a': { N: 1 } } };
const present = { expression: 'attribute_exists(pk)' };
const k = key('iam', 'a');
const entry = (operation: string, more: object = {}) => ({
  operation: 'TransactWriteItems',
  transactItems: [{ table: 'Others', operation, key: key('iam', 'missing'), ...more }],
});

describe('the role', () => {
  test.each<[string, object, string, string]>([
    ['GetItem', { operation: 'GetItem', key: k }, 'GetItem', items.arn],
    ['PutItem', { operation: 'PutItem', key: k }, 'PutItem', items.arn],
    ['UpdateItem', { operation: 'UpdateItem', key: k, update }, 'UpdateItem', items.arn],
    ['DeleteItem', { operation: 'DeleteItem', key: k }, 'DeleteItem', items.arn],
    [
      'Query',
      { operation: 'Query', query: { expression: 'pk = :p', expressionValues: { ':p': { S: 'a' } } } },
      'Query',
      items.arn,
    ],
    [
      'Query on an index',
      { operation: 'Query', query: byOwner, index: 'byOwner' },
      'Query',
      `${items.arn}/index/byOwner`,
    ],
    ['Scan', { operation: 'Scan' }, 'Scan', items.arn],
    ['BatchGetItem', { operation: 'BatchGetItem', tables: { Others: { keys: [k] } } }, 'BatchGetItem', others.arn],
    ['BatchPutItem', { operation: 'BatchPutItem', tables: { Others: [k] } }, 'BatchWriteItem', others.arn],
    ['BatchDeleteItem', { operation: 'BatchDeleteItem', tables: { Others: [k] } }, 'BatchWriteItem', others.arn],
    [
      'TransactGetItems',
      { operation: 'TransactGetItems', transactItems: [{ table: 'Others', key: k }] },
      'GetItem',
      others.arn,
    ],
    ['a put in a transaction', entry('PutItem'), 'PutItem', others.arn],
    ['an update in a transaction', entry('UpdateItem', { update }), 'UpdateItem', others.arn],
    ['a delete in a transaction', entry('DeleteItem'), 'DeleteItem', others.arn],
    [
      'a check in a transaction',
      entry('ConditionCheck', { condition: { expression: 'attribute_not_exists(pk)' } }),
      'ConditionCheckItem',
      others.arn,
    ],
  ])('needs for %s just the one action on the one resource', async (_, request, action, arn) => {
    // A put in a transaction leaves its item behind; the check wants it gone.
    await askOf(sourceOf(running.client))(entry('DeleteItem'));
    const allowed = askOf(sourceOf(running.client, [allow([action], arn)]));
    expect((await allowed(request)).error).toBeUndefined();

    const denied = askOf(sourceOf(running.client, [allow(['*'], '*'), { ...allow([action], arn), effect: 'Deny' }]));
    const { result, error, cost } = await denied(request);
    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:AccessDeniedException');
    expect(error?.message).toContain(
      `User: ${roleArn} is not authorized to perform: dynamodb:${action} on resource: ${arn} ` +
        `because no identity-based policy allows the dynamodb:${action} action`,
    );
    expect(cost?.calls).toBe(0);
  });

  test('needs access to every table of a batch', async () => {
    const ask = askOf(sourceOf(running.client, [allow(['BatchGetItem'], items.arn)]));
    const tables = { Items: { keys: [k] }, Others: { keys: [k] } };
    expect((await ask({ operation: 'BatchGetItem', tables })).error?.message).toContain(others.arn);
  });

  test('needs GetItem for the item that a failed condition carries', async () => {
    const put = { operation: 'PutItem', key: key(newPartition(), 'a'), condition: present };
    const without = askOf(sourceOf(running.client, [allow(['PutItem'], items.arn)]));
    expect((await without(put)).error?.type).toBe('DynamoDB:AccessDeniedException');
    const withIt = askOf(sourceOf(running.client, [allow(['PutItem', 'GetItem'], items.arn)]));
    expect((await withIt(put)).error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
  });

  test('that is missing allows nothing', async () => {
    const source = createDynamoDbDataSource({
      definition: { name: 'items', type: 'AMAZON_DYNAMODB', tableName: 'Items', role: null },
      tables: [items],
      client: running.client,
      tokenKey,
    });
    const { error } = await askOf(source)({ operation: 'GetItem', key: k });
    expect(error?.type).toBe('DynamoDB:AccessDeniedException');
  });
});

test('a data source without its table, or with a short key, is refused at the start', () => {
  const definition = { name: 'items', type: 'AMAZON_DYNAMODB', tableName: 'Items', role: null } as const;
  const options = { definition, tables: [items], client: running.client, tokenKey };
  expect(() => createDynamoDbDataSource({ ...options, tables: [others] })).toThrow('"Items"');
  expect(() => createDynamoDbDataSource({ ...options, tokenKey: new Uint8Array(16) })).toThrow('32 bytes');
});
