import { beforeAll, describe, expect, test } from 'vitest';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { askOf, items, key, newPartition, others, sourceOf, type Ask } from './source.ts';

const running = withEngine([items, others]);
let ask: Ask;
beforeAll(() => {
  ask = askOf(sourceOf(running.client));
});

const absent = { expression: 'attribute_not_exists(pk)' };
const conditionFailed = {
  type: 'DynamoDB:ConditionalCheckFailedException',
  message: expect.stringMatching(
    /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: [\w-]+\)$/,
  ),
};

describe('typed values', () => {
  test('come back as plain JSON', async () => {
    const pk = newPartition();
    const attributeValues = {
      text: { S: 'x' },
      number: { N: 1.5 },
      numberText: { N: '20' },
      yes: { BOOL: true },
      nothing: { NULL: null },
      bytes: { B: 'aGk= ' },
      list: { L: [{ S: 'a' }, { N: 1 }, { M: {} }] },
      map: { M: { inner: { NULL: true } } },
      texts: { SS: ['a'] },
      numbers: { NS: [2, '3'] },
      binaries: { BS: ['aGk='] },
    };
    const plain = {
      pk,
      sk: 'a',
      text: 'x',
      number: 1.5,
      numberText: 20,
      yes: true,
      nothing: null,
      bytes: 'aGk=',
      list: ['a', 1, {}],
      map: { inner: null },
      texts: ['a'],
      numbers: [2, 3],
      binaries: ['aGk='],
    };
    expect((await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues })).result).toEqual(plain);
    const { result } = await ask({ operation: 'GetItem', key: key(pk, 'a'), consistentRead: true });
    expect({ ...(result as typeof plain), numbers: (result as typeof plain).numbers.sort() }).toEqual(plain);
  });

  test.each<[string, unknown, string]>([
    ['no type', {}, "'$[key][pk]'"],
    ['two types', { S: 'a', N: 1 }, "'$[key][pk]'"],
    ['an unknown type', { T: 'a' }, "'$[key][pk][T]'"],
    ['a bare value', 'a', "'$[key][pk]'"],
    ['a number for a string', { S: 1 }, "'$[key][pk][S]'"],
    ['a boolean for a number', { N: true }, "'$[key][pk][N]'"],
    ['false for NULL', { NULL: false }, "'$[key][pk][NULL]'"],
    ['a string for a set', { SS: 'a' }, "'$[key][pk][SS]'"],
  ])('%s is refused with its place', async (_, value, place) => {
    const { error, cost } = await ask({ operation: 'GetItem', key: { pk: value, sk: { S: 'a' } } });
    expect(error).toEqual({ type: 'MappingTemplate', message: expect.stringContaining(place) });
    expect(cost?.calls).toBe(0);
  });
});

describe('the request object', () => {
  test.each<[string, unknown, string]>([
    ['null', null, "Value for field '$' not found."],
    ['a list', [], "Expected an object for field '$', but it is a list."],
    ['no operation', {}, "Value for field '$[operation]' not found."],
    ['an unknown operation', { operation: 'Drop' }, "Unsupported operation 'Drop'"],
    ['Sync', { operation: 'Sync' }, 'versioned data source'],
    ['an unknown member', { operation: 'GetItem', key: {}, sort: 1 }, "Unsupported element '$[sort]'."],
    ['a missing member', { operation: 'GetItem' }, "Value for field '$[key]' not found."],
    ['a version to check', { operation: 'PutItem', key: {}, _version: 1 }, "Unsupported element '$[_version]'"],
    [
      'an unknown member of a condition',
      { operation: 'DeleteItem', key: {}, condition: { ...absent, returnValuesOnConditionCheckFailure: true } },
      "Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.",
    ],
    [
      'a custom handler',
      {
        operation: 'DeleteItem',
        key: {},
        condition: { ...absent, conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'a' } },
      },
      "Unsupported value 'Custom'",
    ],
  ])('%s is refused', async (_, request, message) => {
    const { result, error } = await ask(request);
    expect(result).toBeNull();
    expect(error).toEqual({ type: 'MappingTemplate', message: expect.stringContaining(message) });
  });

  test('may carry a version, and null for what it leaves out', async () => {
    const request = { version: '2018-05-29', operation: 'GetItem', key: key('none', 'a'), projection: null };
    expect(await ask(request)).toMatchObject({ result: null });
    expect((await ask(request)).error).toBeUndefined();
  });

  test('may not use one placeholder for two things', async () => {
    const update = { expression: 'SET #a = :a', expressionNames: { '#a': 'a' }, expressionValues: { ':a': { N: 1 } } };
    const condition = {
      expression: '#a <> :a',
      expressionNames: { '#a': 'a' },
      expressionValues: { ':a': { N: '1.0' } },
    };
    const pk = newPartition();
    const same = await ask({ operation: 'UpdateItem', key: key(pk, 'a'), update, condition });
    expect(same.error).toBeUndefined();
    const other = { ...condition, expressionNames: { '#a': 'b' } };
    const { error } = await ask({ operation: 'UpdateItem', key: key(pk, 'a'), update, condition: other });
    expect(error).toEqual({ type: 'MappingTemplate', message: expect.stringContaining("'#a'") });
  });
});

describe('GetItem', () => {
  test('reads attributes that are called as members of every object are', async () => {
    const pk = newPartition();
    const attributeValues = {
      constructor: { N: 1 },
      hasOwnProperty: { N: 2 },
      toString: { M: { ['__proto__']: { S: 'x' } } },
    };
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues });
    const projection = { expression: '#t, #c', expressionNames: { '#t': 'toString', '#c': 'constructor' } };
    const { result } = await ask({ operation: 'GetItem', key: key(pk, 'a'), projection });
    expect(JSON.stringify(result)).toContain('{"__proto__":"x"}');
    expect(result).toMatchObject({ constructor: 1 });
    const tables = { Items: { keys: [key(pk, 'a')], projection: { expression: 'hasOwnProperty' } } };
    const batch = await ask({ operation: 'BatchGetItem', tables });
    expect(batch.result).toMatchObject({ data: { Items: [{ hasOwnProperty: 2 }] } });
  });

  test('answers null for a missing item', async () => {
    expect(await ask({ operation: 'GetItem', key: key('none', 'a') })).toEqual({
      result: null,
      cost: { calls: 1, readUnits: 0.5, writeUnits: 0 },
    });
  });

  test('reads only what the projection names, and costs twice where it is consistent', async () => {
    const pk = newPartition();
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { a: { N: 1 }, b: { N: 2 } } });
    const projection = { expression: '#a', expressionNames: { '#a': 'a' } };
    expect(await ask({ operation: 'GetItem', key: key(pk, 'a'), projection, consistentRead: true })).toEqual({
      result: { a: 1 },
      cost: { calls: 1, readUnits: 1, writeUnits: 0 },
    });
  });

  test("passes on DynamoDB's own error", async () => {
    expect((await ask({ operation: 'GetItem', key: { pk: { S: 'a' } } })).error).toEqual({
      type: 'DynamoDB:ValidationException',
      message: expect.stringMatching(/ \(Service: DynamoDb, Status Code: 400, Request ID: [\w-]+\)$/),
    });
  });
});

describe('PutItem', () => {
  test('answers the item and what it cost', async () => {
    const pk = newPartition();
    expect(await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { a: { N: 1 } } })).toEqual({
      result: { pk, sk: 'a', a: 1 },
      cost: { calls: 1, readUnits: 0, writeUnits: 1 },
    });
  });

  test('a failed condition carries the current item beside the error', async () => {
    const pk = newPartition();
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { a: { N: 1 } } });
    expect(
      await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { a: { N: 2 } }, condition: absent }),
    ).toEqual({
      result: { pk, sk: 'a', a: 1 },
      error: conditionFailed,
      cost: { calls: 2, readUnits: 1, writeUnits: 0 },
    });
  });

  test('a failed condition on an absent item carries null', async () => {
    const condition = { expression: 'attribute_exists(pk)', consistentRead: false };
    expect(await ask({ operation: 'PutItem', key: key(newPartition(), 'a'), condition })).toEqual({
      result: null,
      error: conditionFailed,
      cost: { calls: 2, readUnits: 0.5, writeUnits: 0 },
    });
  });

  test('an identical item that is there already is a success, however its numbers and sets are written', async () => {
    const pk = newPartition();
    const once = { a: { N: '1.50' }, set: { SS: ['x', 'y'] }, numbers: { NS: [1, 20] } };
    const again = { numbers: { NS: ['2e1', '1.0'] }, set: { SS: ['y', 'x'] }, a: { N: 1.5 } };
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: once, condition: absent });
    const { result, error } = await ask({
      operation: 'PutItem',
      key: key(pk, 'a'),
      attributeValues: again,
      condition: absent,
    });
    expect(error).toBeUndefined();
    expect(result).toMatchObject({ pk, sk: 'a', a: 1.5 });
  });

  test('equalsIgnore leaves attributes out of the comparison; the stored item is the result', async () => {
    const pk = newPartition();
    const put = (at: number, equalsIgnore: string[]) =>
      ask({
        operation: 'PutItem',
        key: key(pk, 'a'),
        attributeValues: { createdAt: { N: at } },
        condition: { ...absent, equalsIgnore },
      });
    await put(1, []);
    expect((await put(2, [])).error).toEqual(conditionFailed);
    expect((await put(2, ['createdAt'])).error).toBeUndefined();
    expect((await put(2, ['createdAt'])).result).toEqual({ pk, sk: 'a', createdAt: 1 });
  });

  test('takes the condition also as JSON text', async () => {
    const pk = newPartition();
    const put = (a: number) =>
      ask({
        operation: 'PutItem',
        key: key(pk, 'a'),
        attributeValues: { a: { N: a } },
        condition: JSON.stringify({ ...absent, expressionValues: {} }),
      });
    expect((await put(1)).error).toBeUndefined();
    expect((await put(2)).error).toEqual(conditionFailed);
  });
});

describe('UpdateItem', () => {
  const update = {
    expression: 'ADD #n :one',
    expressionNames: { '#n': 'n' },
    expressionValues: { ':one': { N: 1 } },
  };

  test('answers the whole item as it is afterwards', async () => {
    const pk = newPartition();
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { b: { S: 'x' } } });
    const { result } = await ask({ operation: 'UpdateItem', key: key(pk, 'a'), update });
    expect(result).toEqual({ pk, sk: 'a', b: 'x', n: 1 });
  });

  test('a failed condition is an error even where nothing would change', async () => {
    const pk = newPartition();
    await ask({ operation: 'UpdateItem', key: key(pk, 'a'), update });
    const { result, error } = await ask({ operation: 'UpdateItem', key: key(pk, 'a'), update, condition: absent });
    expect(result).toEqual({ pk, sk: 'a', n: 1 });
    expect(error).toEqual(conditionFailed);
  });

  test('arithmetic on a missing attribute fails', async () => {
    const increment = { ...update, expression: 'SET #n = #n + :one' };
    const { error } = await ask({ operation: 'UpdateItem', key: key(newPartition(), 'a'), update: increment });
    expect(error?.type).toBe('DynamoDB:ValidationException');
  });
});

describe('DeleteItem', () => {
  test('answers the deleted item, then null', async () => {
    const pk = newPartition();
    await ask({ operation: 'PutItem', key: key(pk, 'a') });
    expect((await ask({ operation: 'DeleteItem', key: key(pk, 'a') })).result).toEqual({ pk, sk: 'a' });
    const second = await ask({ operation: 'DeleteItem', key: key(pk, 'a') });
    expect(second).toMatchObject({ result: null });
    expect(second.error).toBeUndefined();
  });

  test('a failed condition on a missing item is a success, on another item an error', async () => {
    const pk = newPartition();
    const condition = { expression: 'a = :one', expressionValues: { ':one': { N: 1 } } };
    const missing = await ask({ operation: 'DeleteItem', key: key(pk, 'a'), condition });
    expect(missing).toEqual({ result: null, cost: { calls: 2, readUnits: 1, writeUnits: 0 } });
    await ask({ operation: 'PutItem', key: key(pk, 'a'), attributeValues: { a: { N: 2 } } });
    const other = await ask({ operation: 'DeleteItem', key: key(pk, 'a'), condition });
    expect(other).toMatchObject({ result: { pk, sk: 'a', a: 2 }, error: conditionFailed });
  });
});
