import { describe, expect, test } from 'vitest';
import { evaluate } from './run-code.ts';

const key = { id: { S: '1' } };
const condition = { expression: '(attribute_exists(#id))', expressionNames: { '#id': 'id' } };

describe('requests', () => {
  test.each([
    ['get({ key: { id: "1" } })', { operation: 'GetItem', key }],
    [
      'get({ key: { id: "1" }, consistentRead: true, projection: ["a", "b.c", "b.d[1]"] })',
      {
        operation: 'GetItem',
        key,
        consistentRead: true,
        projection: {
          expression: '#expName_1, #expName_2.#expName_3, #expName_2.#expName_4[1]',
          expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c', '#expName_4': 'd' },
        },
      },
    ],
    [
      'put({ key: { id: "1" }, item: { n: 1, l: ["a"] }, condition: { id: { attributeExists: true } }, _version: 2 })',
      { operation: 'PutItem', key, attributeValues: { n: { N: 1 }, l: { L: [{ S: 'a' }] } }, condition, _version: 2 },
    ],
    ['put({ key: { id: "1" }, item: {}, condition: null })', { operation: 'PutItem', key, attributeValues: {} }],
    [
      'remove({ key: { id: "1" }, condition: { n: { gt: 1 } } })',
      {
        operation: 'DeleteItem',
        key,
        condition: {
          expression: '(#n > :n_gt)',
          expressionNames: { '#n': 'n' },
          expressionValues: { ':n_gt': { N: 1 } },
        },
      },
    ],
    [
      'query({ query: { pk: { eq: "a" }, sk: { beginsWith: "b" } }, index: "i", limit: 5, nextToken: null, scanIndexForward: false })',
      {
        operation: 'Query',
        query: {
          expression: '(#pk = :pk_eq) AND (begins_with(#sk,:sk_beginsWith))',
          expressionNames: { '#pk': 'pk', '#sk': 'sk' },
          expressionValues: { ':pk_eq': { S: 'a' }, ':sk_beginsWith': { S: 'b' } },
        },
        index: 'i',
        limit: 5,
        scanIndexForward: false,
      },
    ],
    [
      'scan({ segment: 0, totalSegments: 2, filter: { id: { attributeExists: true } } })',
      { operation: 'Scan', segment: 0, totalSegments: 2, filter: condition },
    ],
    ['sync({ lastSync: 5, limit: null })', { operation: 'Sync', lastSync: 5 }],
    [
      'batchGet({ tables: { t: { keys: [{ id: "1" }], consistentRead: true } } })',
      { operation: 'BatchGetItem', tables: { t: { keys: [key], consistentRead: true } } },
    ],
    ['batchPut({ tables: { t: [{ id: "1" }] } })', { operation: 'BatchPutItem', tables: { t: [key] } }],
    ['batchDelete({ tables: { t: [{ id: "1" }] } })', { operation: 'BatchDeleteItem', tables: { t: [key] } }],
    [
      'transactGet({ items: [{ table: "t", key: { id: "1" } }] })',
      { operation: 'TransactGetItems', transactItems: [{ table: 't', key }] },
    ],
    [
      `transactWrite({ items: [
        { putItem: { table: "t", key: { id: "1" }, item: { n: 1 }, condition: { id: { attributeExists: true } } } },
        { updateItem: { table: "t", key: { id: "1" }, update: { n: 2 } } },
        { deleteItem: { table: "t", key: { id: "1" } } },
        { conditionCheck: { table: "t", key: { id: "1" }, condition: { id: { attributeExists: true } } } },
      ] })`,
      {
        operation: 'TransactWriteItems',
        transactItems: [
          { table: 't', operation: 'PutItem', key, attributeValues: { n: { N: 1 } }, condition },
          {
            table: 't',
            operation: 'UpdateItem',
            key,
            update: {
              expression: 'SET #expName_1 = :expValue_1',
              expressionNames: { '#expName_1': 'n' },
              expressionValues: { ':expValue_1': { N: 2 } },
            },
          },
          { table: 't', operation: 'DeleteItem', key },
          { table: 't', operation: 'ConditionCheck', key, condition },
        ],
      },
    ],
    ['toStringSet(["a"])', { SS: ['a'] }],
    ['toNumberSet([1])', { NS: [1] }],
    ['toBinarySet(["Zg=="])', { BS: ['Zg=='] }],
  ])('%s', (call, expected) => {
    expect(evaluate(`ddb.${call}`)).toEqual(expected);
  });

  test.each([
    ['put({ key: { id: "1" } })', 'item must be an object'],
    ['get({})', 'key must be an object'],
    ['query({ query: { pk: { like: 1 } } })', 'the query has operators'],
    ['batchPut({ tables: { t: {} } })', 'items must be a list'],
    ['transactWrite({ items: [{}] })', 'one operation'],
    ['transactWrite({ items: [{ upsert: { key: {} } }] })', 'no operation upsert'],
  ])('%s is refused', (call, says) => {
    expect(() => evaluate(`ddb.${call}`)).toThrow(says);
  });
});

describe('update', () => {
  const update = (changes: string): unknown =>
    (evaluate(`ddb.update({ key: { id: "1" }, update: ${changes} })`) as { update: unknown }).update;

  test('numbers all SET clauses before the REMOVE clauses', () => {
    expect(update('{ gone: ddb.operations.remove(), a: "x", n: null, away: ddb.operations.remove() }')).toEqual({
      expression: 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2 REMOVE #expName_3, #expName_4',
      expressionNames: { '#expName_1': 'a', '#expName_2': 'n', '#expName_3': 'gone', '#expName_4': 'away' },
      expressionValues: { ':expValue_1': { S: 'x' }, ':expValue_2': { NULL: null } },
    });
  });

  test.each([
    ['add([1])', '#expName_1 = :expValue_1', { L: [{ N: 1 }] }],
    ['replace({ a: 1 })', '#expName_1 = :expValue_1', { M: { a: { N: 1 } } }],
    ['increment()', '#expName_1 = #expName_1 + :expValue_1', { N: 1 }],
    ['increment(5)', '#expName_1 = #expName_1 + :expValue_1', { N: 5 }],
    ['decrement(2)', '#expName_1 = #expName_1 - :expValue_1', { N: 2 }],
    ['append(["a"])', '#expName_1 = list_append(#expName_1, :expValue_1)', { L: [{ S: 'a' }] }],
    ['prepend(["a"])', '#expName_1 = list_append(:expValue_1, #expName_1)', { L: [{ S: 'a' }] }],
  ])('operations.%s', (operation, clause, value) => {
    expect(update(`{ f: ddb.operations.${operation} }`)).toEqual({
      expression: `SET ${clause}`,
      expressionNames: { '#expName_1': 'f' },
      expressionValues: { ':expValue_1': value },
    });
  });

  test('items of a list are set one by one, under one name', () => {
    expect(update('{ f: [ddb.operations.updateListItem("a", 0), ddb.operations.updateListItem("b", 2)] }')).toEqual({
      expression: 'SET #expName_1[0] = :expValue_1, #expName_1[2] = :expValue_2',
      expressionNames: { '#expName_1': 'f' },
      expressionValues: { ':expValue_1': { S: 'a' }, ':expValue_2': { S: 'b' } },
    });
  });

  test('a removal alone binds no values', () => {
    expect(update('{ f: ddb.operations.remove(), g: undefined }')).toEqual({
      expression: 'REMOVE #expName_1',
      expressionNames: { '#expName_1': 'f' },
    });
  });

  test.each([
    ['{ f: { a: 1 } }', 'operations.replace'],
    ['{ f: { type: "OPERATION_ADD", value: 1 } }', 'operations.replace'],
    ['{ f: [1, ddb.operations.updateListItem(1, 0)] }', 'either values or'],
    ['{ f: ddb.operations.updateListItem(1, 0) }', 'stand in a list'],
    ['{ f: [ddb.operations.updateListItem(1)] }', 'index'],
    ['null', 'update must be an object'],
  ])('%s is refused', (changes, says) => {
    expect(() => update(changes)).toThrow(says);
  });

  test('markers show as AppSync writes them', () => {
    expect(
      evaluate(
        '[ddb.operations.add(1), ddb.operations.increment(), ddb.operations.append([1]), ddb.operations.remove()]',
      ),
    ).toEqual([
      { type: 'OPERATION_ADD', value: 1 },
      { type: 'OPERATION_INCREMENT', by: 1 },
      { type: 'OPERATION_APPEND', items: [1] },
      { type: 'OPERATION_REMOVE' },
    ]);
  });
});
