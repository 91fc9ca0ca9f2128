import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { valueOf } from './support/code.ts';

const recorded: Standing = {
  area: 'runtime',
  certainty: 'sure',
  source: 'localstack/appsync-utils: @aws-appsync/utils/dynamodb as recorded from EvaluateCode',
};
const page: Standing = { ...recorded, source: 'AppSync Developer Guide: Built-in DynamoDB module' };

const key = { id: { S: '1' } };
const exists = { expression: '(attribute_exists(#id))', expressionNames: { '#id': 'id' } };
const isHello = {
  expression: '(#a = :a_eq)',
  expressionNames: { '#a': 'a' },
  expressionValues: { ':a_eq': { S: 'hello' } },
};
const condition = "{ a: { eq: 'hello' } }";
const setN = {
  expression: 'SET #expName_1 = :expValue_1',
  expressionNames: { '#expName_1': 'n' },
  expressionValues: { ':expValue_1': { N: 2 } },
};
const byPk = {
  expression: '(#pk = :pk_eq)',
  expressionNames: { '#pk': 'pk' },
  expressionValues: { ':pk_eq': { S: 'a' } },
};
const withSk = (expression: string, values: object) => ({
  operation: 'Query',
  query: {
    expression: `(#pk = :pk_eq) AND ${expression}`,
    expressionNames: { '#pk': 'pk', '#sk': 'sk' },
    expressionValues: { ':pk_eq': { S: 'a' }, ...values },
  },
});

const requests: readonly (readonly [string, string, unknown])[] = [
  ['get types its key', "get({ key: { id: '1' } })", { operation: 'GetItem', key }],
  [
    'get takes consistentRead',
    "get({ key: { id: '1' }, consistentRead: true })",
    { operation: 'GetItem', key, consistentRead: true },
  ],
  [
    'a projection aliases every segment and repeats an alias',
    "get({ key: { id: '1' }, projection: ['a', 'b.c', 'b.a'] })",
    {
      operation: 'GetItem',
      key,
      projection: {
        expression: '#expName_1, #expName_2.#expName_3, #expName_2.#expName_1',
        expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c' },
      },
    },
  ],
  [
    'put types its item as attributeValues',
    "put({ key: { id: '1' }, item: { n: 1, l: ['a'], m: { b: true }, z: null } })",
    {
      operation: 'PutItem',
      key,
      attributeValues: { n: { N: 1 }, l: { L: [{ S: 'a' }] }, m: { M: { b: { BOOL: true } } }, z: { NULL: null } },
    },
  ],
  [
    'put renders its condition as an object',
    `put({ key: { id: '1' }, item: {}, condition: ${condition} })`,
    { operation: 'PutItem', key, attributeValues: {}, condition: isHello },
  ],
  [
    'a condition that binds nothing has no expressionValues',
    "put({ key: { id: '1' }, item: {}, condition: { id: { attributeExists: true } } })",
    { operation: 'PutItem', key, attributeValues: {}, condition: exists },
  ],
  [
    'put leaves out optional inputs that are null or undefined',
    "put({ key: { id: '1' }, item: {}, condition: null, _version: undefined })",
    { operation: 'PutItem', key, attributeValues: {} },
  ],
  [
    'put passes _version, customPartitionKey and populateIndexFields',
    "put({ key: { id: '1' }, item: {}, _version: 3, customPartitionKey: 'p', populateIndexFields: true })",
    { operation: 'PutItem', key, attributeValues: {}, _version: 3, customPartitionKey: 'p', populateIndexFields: true },
  ],
  [
    'update renders SET',
    "update({ key: { id: '1' }, update: { n: 2 } })",
    { operation: 'UpdateItem', key, update: setN },
  ],
  [
    'update takes a condition',
    `update({ key: { id: '1' }, update: { n: 2 }, condition: ${condition} })`,
    { operation: 'UpdateItem', key, update: setN, condition: isHello },
  ],
  ['remove is DeleteItem', "remove({ key: { id: '1' } })", { operation: 'DeleteItem', key }],
  [
    'remove takes a condition',
    `remove({ key: { id: '1' }, condition: ${condition} })`,
    { operation: 'DeleteItem', key, condition: isHello },
  ],
  ['query of a partition', "query({ query: { pk: { eq: 'a' } } })", { operation: 'Query', query: byPk }],
  [
    'query with beginsWith of the sort key',
    "query({ query: { pk: { eq: 'a' }, sk: { beginsWith: 'b' } } })",
    withSk('(begins_with(#sk,:sk_beginsWith))', { ':sk_beginsWith': { S: 'b' } }),
  ],
  [
    'query with between of the sort key',
    "query({ query: { pk: { eq: 'a' }, sk: { between: [1, 2] } } })",
    withSk('(#sk BETWEEN :sk_between_start AND :sk_between_end)', {
      ':sk_between_start': { N: 1 },
      ':sk_between_end': { N: 2 },
    }),
  ],
  [
    'query with lt of the sort key',
    "query({ query: { pk: { eq: 'a' }, sk: { lt: 5 } } })",
    withSk('(#sk < :sk_lt)', { ':sk_lt': { N: 5 } }),
  ],
  [
    'query passes its options',
    "query({ query: { pk: { eq: 'a' } }, index: 'i', limit: 5, nextToken: 't', consistentRead: true, scanIndexForward: false, select: 'ALL_ATTRIBUTES' })",
    {
      operation: 'Query',
      query: byPk,
      index: 'i',
      limit: 5,
      nextToken: 't',
      consistentRead: true,
      scanIndexForward: false,
      select: 'ALL_ATTRIBUTES',
    },
  ],
  [
    'query renders its filter',
    `query({ query: { pk: { eq: 'a' } }, filter: ${condition} })`,
    { operation: 'Query', query: byPk, filter: isHello },
  ],
  ['scan needs nothing', 'scan({})', { operation: 'Scan' }],
  [
    'scan passes its options',
    "scan({ index: 'i', limit: 2, nextToken: 't', consistentRead: true, segment: 0, totalSegments: 2 })",
    { operation: 'Scan', index: 'i', limit: 2, nextToken: 't', consistentRead: true, segment: 0, totalSegments: 2 },
  ],
  ['scan renders its filter', `scan({ filter: ${condition} })`, { operation: 'Scan', filter: isHello }],
  [
    'sync passes its options and leaves out null',
    "sync({ lastSync: 5, limit: null, basePartitionKey: 'b', deltaIndexName: 'd' })",
    { operation: 'Sync', lastSync: 5, basePartitionKey: 'b', deltaIndexName: 'd' },
  ],
  [
    'batchGet types the keys of each table',
    "batchGet({ tables: { t: { keys: [{ id: '1' }], consistentRead: true } } })",
    { operation: 'BatchGetItem', tables: { t: { keys: [key], consistentRead: true } } },
  ],
  [
    'batchPut types the items of each table',
    "batchPut({ tables: { t: [{ id: '1', n: 1 }] } })",
    { operation: 'BatchPutItem', tables: { t: [{ id: { S: '1' }, n: { N: 1 } }] } },
  ],
  [
    'batchDelete types the keys of each table',
    "batchDelete({ tables: { t: [{ id: '1' }] } })",
    { operation: 'BatchDeleteItem', tables: { t: [key] } },
  ],
  [
    'transactGet lists table and key',
    "transactGet({ items: [{ table: 't', key: { id: '1' } }] })",
    { operation: 'TransactGetItems', transactItems: [{ table: 't', key }] },
  ],
];
const writes: readonly (readonly [string, string, object])[] = [
  [
    'putItem',
    `putItem: { table: 't', key: { id: '1' }, item: { n: 1 }, condition: ${condition} }`,
    { operation: 'PutItem', attributeValues: { n: { N: 1 } }, condition: isHello },
  ],
  [
    'updateItem',
    "updateItem: { table: 't', key: { id: '1' }, update: { n: 2 } }",
    { operation: 'UpdateItem', update: setN },
  ],
  ['deleteItem', "deleteItem: { table: 't', key: { id: '1' } }", { operation: 'DeleteItem' }],
  [
    'conditionCheck',
    `conditionCheck: { table: 't', key: { id: '1' }, condition: ${condition} }`,
    { operation: 'ConditionCheck', condition: isHello },
  ],
];
for (const [name, call, request] of requests) {
  fact(recorded, `ddb.${name}`, () => {
    expect(valueOf(`ddb.${call}`)).toEqual(request);
  });
}
for (const [name, item, entry] of writes) {
  fact(recorded, `ddb.transactWrite renders ${name}`, () => {
    expect(valueOf(`ddb.transactWrite({ items: [{ ${item} }] })`)).toEqual({
      operation: 'TransactWriteItems',
      transactItems: [{ table: 't', key, ...entry }],
    });
  });
}
for (const [name, list, typed] of [
  ['toStringSet', "['a']", { SS: ['a'] }],
  ['toNumberSet', '[1]', { NS: [1] }],
  ['toBinarySet', "['Zg==']", { BS: ['Zg=='] }],
] as const) {
  fact(recorded, `ddb.${name} is a set`, () => {
    expect(valueOf(`ddb.${name}(${list})`)).toEqual(typed);
  });
}

const update = (changes: string) =>
  (valueOf(`ddb.update({ key: { id: '1' }, update: ${changes} })`) as { update: unknown }).update;
fact(recorded, 'ddb.update puts all SET clauses before all REMOVE clauses and numbers them so', () => {
  expect(update("{ x: ddb.operations.remove(), a: 'x', y: ddb.operations.remove(), b: 1 }")).toEqual({
    expression: 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2 REMOVE #expName_3, #expName_4',
    expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'x', '#expName_4': 'y' },
    expressionValues: { ':expValue_1': { S: 'x' }, ':expValue_2': { N: 1 } },
  });
});
fact({ ...recorded, certainty: 'likely' }, 'ddb.update stores null as NULL and removes nothing', () => {
  expect(update('{ a: null }')).toMatchObject({
    expression: 'SET #expName_1 = :expValue_1',
    expressionValues: { ':expValue_1': { NULL: null } },
  });
});
const operations: readonly (readonly [string, string, unknown])[] = [
  ['add(5)', '#expName_1 = :expValue_1', { N: 5 }],
  ['replace({ a: 1 })', '#expName_1 = :expValue_1', { M: { a: { N: 1 } } }],
  ['increment()', '#expName_1 = #expName_1 + :expValue_1', { N: 1 }],
  ['increment(5)', '#expName_1 = #expName_1 + :expValue_1', { N: 5 }],
  ['decrement()', '#expName_1 = #expName_1 - :expValue_1', { N: 1 }],
  ['decrement(2)', '#expName_1 = #expName_1 - :expValue_1', { N: 2 }],
  ["append(['a'])", '#expName_1 = list_append(#expName_1, :expValue_1)', { L: [{ S: 'a' }] }],
  ["prepend(['a'])", '#expName_1 = list_append(:expValue_1, #expName_1)', { L: [{ S: 'a' }] }],
];
for (const [operation, clause, value] of operations) {
  fact(recorded, `ddb.operations.${operation} is SET ${clause}`, () => {
    expect(update(`{ v: ddb.operations.${operation} }`)).toEqual({
      expression: `SET ${clause}`,
      expressionNames: { '#expName_1': 'v' },
      expressionValues: { ':expValue_1': value },
    });
  });
}
fact(recorded, 'ddb.operations.remove alone binds no values', () => {
  expect(update('{ v: ddb.operations.remove() }')).toEqual({
    expression: 'REMOVE #expName_1',
    expressionNames: { '#expName_1': 'v' },
  });
});
fact(recorded, 'ddb.operations.updateListItem sets items of a list by their index', () => {
  expect(update("{ v: [ddb.operations.updateListItem('a', 0), ddb.operations.updateListItem('b', 2)] }")).toEqual({
    expression: 'SET #expName_1[0] = :expValue_1, #expName_1[2] = :expValue_2',
    expressionNames: { '#expName_1': 'v' },
    expressionValues: { ':expValue_1': { S: 'a' }, ':expValue_2': { S: 'b' } },
  });
});
for (const [call, marker] of [
  ['add(1)', { type: 'OPERATION_ADD', value: 1 }],
  ['append([1])', { type: 'OPERATION_APPEND', items: [1] }],
  ['increment()', { type: 'OPERATION_INCREMENT', by: 1 }],
  ['remove()', { type: 'OPERATION_REMOVE' }],
] as const) {
  fact(recorded, `ddb.operations.${call} shows as ${marker.type}`, () => {
    expect(valueOf(`ddb.operations.${call}`)).toEqual(marker);
  });
}
fact(
  { ...page, certainty: 'decided' },
  'ddb.update refuses a bare nested map, and points to operations.replace',
  () => {
    expect(() => update('{ v: { a: 1 } }')).toThrow('operations.replace');
  },
);
