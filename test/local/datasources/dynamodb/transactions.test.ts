import { beforeAll, describe, expect, test } from 'vitest';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { askOf, items, key, newPartition, others, sourceOf, type Ask } from './source.ts';

const running = withEngine([items, others]);
let ask: Ask;
beforeAll(() => {
  ask = askOf(sourceOf(running.client));
});

const absent = { expression: 'attribute_not_exists(pk)' };
const write = (...transactItems: object[]) => ask({ operation: 'TransactWriteItems', transactItems });
const put = (pk: string, sk: string, more: object = {}) => ({
  table: 'Items',
  operation: 'PutItem',
  key: key(pk, sk),
  ...more,
});

const update = (expression: string, expressionNames: object = {}) => ({
  table: 'Items',
  operation: 'UpdateItem',
  key: key('updated', 'a'),
  update: { expression, expressionNames, expressionValues: { ':v': { N: 1 } } },
});

describe('TransactWriteItems', () => {
  test('writes all of its entries and answers their keys', async () => {
    const pk = newPartition();
    await write(put(pk, 'old'), put(pk, 'checked'));
    const { result, error } = await write(
      put(pk, 'new', { attributeValues: { a: { N: 1 } }, condition: absent }),
      {
        table: 'Others',
        operation: 'UpdateItem',
        key: key(pk, 'count'),
        update: { expression: 'ADD #n :n', expressionNames: { '#n': 'n' }, expressionValues: { ':n': { N: 2 } } },
        condition: { expression: 'attribute_not_exists(#n)', expressionNames: { '#n': 'n' } },
      },
      { table: 'Items', operation: 'DeleteItem', key: key(pk, 'old') },
      {
        table: 'Items',
        operation: 'ConditionCheck',
        key: key(pk, 'checked'),
        condition: JSON.stringify({ expression: 'attribute_exists(pk)' }),
      },
    );
    expect(error).toBeUndefined();
    expect(result).toEqual({
      keys: ['new', 'count', 'old', 'checked'].map((sk) => ({ pk, sk })),
      cancellationReasons: null,
    });
    const read = await ask({
      operation: 'TransactGetItems',
      transactItems: [
        { table: 'Items', key: key(pk, 'old') },
        { table: 'Items', key: key(pk, 'new') },
        { table: 'Others', key: key(pk, 'count'), projection: { expression: 'n' } },
      ],
    });
    expect(read.result).toEqual({ items: [null, { pk, sk: 'new', a: 1 }, { n: 2 }], cancellationReasons: null });
    expect(read.cost).toMatchObject({ calls: 1, writeUnits: 0 });
    expect(read.cost?.readUnits).toBeGreaterThanOrEqual(6);
  });

  test("a failed condition writes nothing and gives the reasons in AppSync's words", async () => {
    const pk = newPartition();
    await write(put(pk, 'there', { attributeValues: { a: { N: 1 } } }));
    const { result, error } = await write(put(pk, 'innocent'), put(pk, 'there', { condition: absent }));
    expect(result).toEqual({
      keys: null,
      cancellationReasons: [
        { type: 'None', message: 'None' },
        { item: { pk, sk: 'there', a: 1 }, type: 'ConditionCheckFailed', message: 'The condition check failed.' },
      ],
    });
    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(error?.message).toContain('specific reasons [None, ConditionalCheckFailed] (Service: DynamoDb, ');
    expect((await ask({ operation: 'GetItem', key: key(pk, 'innocent') })).result).toBeNull();
  });

  test('leaves the item out of the reason where the condition says so, or where there is none', async () => {
    const pk = newPartition();
    await write(put(pk, 'there'));
    const silent = { ...absent, returnValuesOnConditionCheckFailure: false };
    const present = { expression: 'attribute_exists(pk)' };
    const { result } = await write(put(pk, 'there', { condition: silent }), put(pk, 'none', { condition: present }));
    const failed = { type: 'ConditionCheckFailed', message: 'The condition check failed.' };
    expect(result).toEqual({ keys: null, cancellationReasons: [failed, failed] });
  });

  test('an identical item is no success here', async () => {
    const pk = newPartition();
    await write(put(pk, 'a'));
    expect((await write(put(pk, 'a', { condition: absent }))).error?.type).toBe(
      'DynamoDB:TransactionCanceledException',
    );
  });

  test.each<[string, object[]]>([
    ['two entries on one item', [put('same', 'a'), put('same', 'a')]],
    ['101 entries', Array.from({ length: 101 }, (_, index) => put('many', String(index)))],
    ['no entry', []],
    ['a broken expression', [put('a', 'a', { condition: { expression: 'nonsense(' } })]],
    ['an undefined name', [put('a', 'a', { condition: { expression: 'attribute_exists(#x)' } })]],
    ['an unused value', [put('a', 'a', { condition: { ...absent, expressionValues: { ':x': { N: 1 } } } })]],
    ['an empty update', [update('')]],
    ['an update of the same attribute twice', [update('SET a = :v REMOVE #a', { '#a': 'a' })]],
    [
      'an update of an attribute and within it',
      [update('SET #a.b[0].c = if_not_exists(x, :v), #a = :v', { '#a': 'a' })],
    ],
    ['an update of the key', [update('SET #k = :v', { '#k': 'sk' })]],
  ])('refuses %s without reasons', async (_, entries) => {
    const { result, error } = await write(...entries);
    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:ValidationException');
  });

  test('updates any number of attributes that do not touch each other', async () => {
    const { error } = await write(
      update('SET a = if_not_exists(a, :v), #l = list_append(if_not_exists(#l, :l), :l), b = :v REMOVE c, d ADD e :v', {
        '#l': 'list',
      }),
    );
    // `:l` is not given.
    expect(error?.type).toBe('DynamoDB:ValidationException');
    const whole = await write({
      ...update(''),
      update: {
        expression:
          'SET a = if_not_exists(a, :v), #l = list_append(if_not_exists(#l, :l), :l), b = :v REMOVE c, d ADD e :v',
        expressionNames: { '#l': 'list' },
        expressionValues: { ':v': { N: 1 }, ':l': { L: [] } },
      },
    });
    expect(whole.error).toBeUndefined();
    expect((await ask({ operation: 'GetItem', key: key('updated', 'a') })).result).toEqual({
      pk: 'updated',
      sk: 'a',
      a: 1,
      b: 1,
      e: 1,
      list: [],
    });
  });

  test.each<[string, object, string]>([
    ['an unknown operation', put('a', 'a', { operation: 'Get' }), "Unsupported value 'Get'"],
    ['an update in a put', put('a', 'a', { update: {} }), "Unsupported element '$[transactItems][0][update]'."],
    [
      'a check without condition',
      put('a', 'a', { operation: 'ConditionCheck' }),
      "'$[transactItems][0][condition]' not found.",
    ],
    [
      'equalsIgnore',
      put('a', 'a', { condition: { ...absent, equalsIgnore: [] } }),
      "'$[transactItems][0][condition][equalsIgnore]'.",
    ],
  ])('refuses %s', async (_, entry, message) => {
    expect((await write(entry)).error).toEqual({ type: 'MappingTemplate', message: expect.stringContaining(message) });
  });
});
