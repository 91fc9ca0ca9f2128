import { beforeAll, describe, expect, test } from 'vitest';
import { withEngine } from '../../dynamodb/running-engine.ts';
import { createDynamoDbDataSource } from '../../../../local/datasources/dynamodb/dynamodb-data-source.ts';
import { askOf, everything, items, key, others, roleArn, sourceOf, type Ask } from './source.ts';

const running = withEngine([items, others]);
let ask: Ask;
const partition = 'list';
const query = { expression: 'pk = :pk', expressionValues: { ':pk': { S: partition } } };

interface Page {
  items: Record<string, unknown>[];
  nextToken: string | null;
  scannedCount: number;
}

async function page(request: object, caller?: string): Promise<Page> {
  const { result, error } = await ask({ operation: 'Query', query, ...request }, caller);
  expect(error).toBeUndefined();
  return result as Page;
}

const names = ({ items: found }: Page) => found.map(({ sk }) => sk);

beforeAll(async () => {
  ask = askOf(sourceOf(running.client));
  for (const [index, sk] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    await ask({
      operation: 'PutItem',
      key: key(partition, sk),
      attributeValues: { owner: { S: 'ann' }, at: { N: index }, title: { S: `t${sk}` }, body: { S: 'long' } },
    });
  }
  await ask({ operation: 'PutItem', key: key('other', 'x') });
});

describe('Query', () => {
  test('answers the items in order, the count of evaluated items, and no token at the end', async () => {
    const all = await page({});
    expect(names(all)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(all).toMatchObject({ nextToken: null, scannedCount: 5 });
    expect(names(await page({ scanIndexForward: false, nextToken: null }))).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  test('pages meet every item once', async () => {
    const seen: unknown[] = [];
    let nextToken: string | null = null;
    do {
      const next: Page = await page({ limit: 2, nextToken });
      seen.push(...names(next));
      nextToken = next.nextToken;
    } while (nextToken !== null);
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('the limit counts items before the filter', async () => {
    const filter = {
      expression: '#at > :two',
      expressionNames: { '#at': 'at' },
      expressionValues: { ':two': { N: 2 } },
    };
    const filtered = await page({ limit: 4, filter });
    expect(names(filtered)).toEqual(['d']);
    expect(filtered.scannedCount).toBe(4);
  });

  test('an index answers what it projects', async () => {
    const byOwner = {
      expression: '#o = :o',
      expressionNames: { '#o': 'owner' },
      expressionValues: { ':o': { S: 'ann' } },
    };
    const found = await page({ query: byOwner, index: 'byOwner', limit: 1, scanIndexForward: false });
    expect(found.items).toEqual([{ pk: partition, sk: 'e', owner: 'ann', at: 4, title: 'te' }]);
    const next = await page({
      query: byOwner,
      index: 'byOwner',
      limit: 1,
      scanIndexForward: false,
      nextToken: found.nextToken,
    });
    expect(names(next)).toEqual(['d']);
  });

  test('a projection needs select SPECIFIC_ATTRIBUTES', async () => {
    const projection = { expression: '#t', expressionNames: { '#t': 'title' } };
    expect((await page({ limit: 1, projection, select: 'SPECIFIC_ATTRIBUTES' })).items).toEqual([{ title: 'ta' }]);
    const { error } = await ask({ operation: 'Query', query, projection });
    expect(error).toMatchObject({ type: 'MappingTemplate' });
    expect((await ask({ operation: 'Query', query, select: 'COUNT' })).error).toMatchObject({
      type: 'MappingTemplate',
    });
  });

  test('counts its capacity', async () => {
    expect((await ask({ operation: 'Query', query, consistentRead: true })).cost).toEqual({
      calls: 1,
      readUnits: 1,
      writeUnits: 0,
    });
  });

  test.each<[string, object, string]>([
    ['a filter as text', { filter: '{}' }, 'MappingTemplate'],
    ['a fraction as limit', { limit: 1.5 }, 'MappingTemplate'],
    ['limit 0', { limit: 0 }, 'DynamoDB:ValidationException'],
    [
      'an unused value',
      { query: { ...query, expressionValues: { ...query.expressionValues, ':x': { N: 1 } } } },
      'DynamoDB:ValidationException',
    ],
    ['an unknown index', { index: 'byNothing' }, 'DynamoDB:ValidationException'],
    ['a consistent read of a global index', { index: 'byOwner', consistentRead: true }, 'DynamoDB:ValidationException'],
  ])('refuses %s', async (_, change, type) => {
    expect((await ask({ operation: 'Query', query, ...change })).error?.type).toBe(type);
  });
});

describe('a paging token', () => {
  const refused = {
    type: 'DynamoDB:UserIllegalArgumentException',
    message: expect.stringContaining('Invalid pagination token given.'),
  };
  const errorOf = async (request: object, caller?: string) =>
    (await ask({ operation: 'Query', query, limit: 1, ...request }, caller)).error;

  test('shows nothing of the key', async () => {
    const { nextToken } = await page({ limit: 1 });
    expect(nextToken).toMatch(/^[\w-]+$/);
    expect(Buffer.from(nextToken ?? '', 'base64url').toString('latin1')).not.toContain(partition);
  });

  test('is good only for the resolver, the table and the index that gave it', async () => {
    const { nextToken } = await page({ limit: 1 }, 'Query.one');
    expect(await errorOf({ nextToken }, 'Query.one')).toBeUndefined();
    expect(await errorOf({ nextToken }, 'Query.two')).toEqual(refused);
    expect(await errorOf({ nextToken, index: 'byOwner' }, 'Query.one')).toEqual(refused);
    const role = { arn: roleArn, statements: everything };
    const { client } = running;
    const options = { client, tables: [items, others], tokenKey: new Uint8Array(32).fill(7) };
    const definition = { name: 'x', type: 'AMAZON_DYNAMODB', role } as const;
    const call = {
      request: { operation: 'Query', query, nextToken },
      caller: 'Query.one',
      deadline: Date.now() + 5_000,
    };
    const otherTable = createDynamoDbDataSource({ ...options, definition: { ...definition, tableName: 'Others' } });
    expect((await otherTable.call(call)).error).toEqual(refused);
    const otherKey = createDynamoDbDataSource({
      ...options,
      tokenKey: new Uint8Array(32).fill(8),
      definition: { ...definition, tableName: 'Items' },
    });
    expect((await otherKey.call(call)).error).toEqual(refused);
  });

  test('is refused with any character changed, and so is anything that is no token', async () => {
    const { nextToken } = await page({ limit: 1 });
    const token = nextToken ?? '';
    for (let place = 0; place < token.length; place += 1) {
      const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
      expect(await errorOf({ nextToken: changed })).toEqual(refused);
    }
    for (const nothing of ['', 'a', `${token} `, token.slice(0, -4), JSON.stringify({ pk: { S: partition } })]) {
      expect(await errorOf({ nextToken: nothing })).toEqual(refused);
    }
  });

  test('is refused by DynamoDB for another partition than its own', async () => {
    const { nextToken } = await page({ limit: 1 });
    const elsewhere = { ...query, expressionValues: { ':pk': { S: 'other' } } };
    expect(await errorOf({ query: elsewhere, nextToken })).toEqual({
      type: 'DynamoDB:ValidationException',
      message: expect.stringContaining('starting key is outside query boundaries'),
    });
  });
});

describe('Scan', () => {
  test('meets every item once, in pages and in segments', async () => {
    const all = (await ask({ operation: 'Scan' })).result as Page;
    expect(all).toMatchObject({ nextToken: null, scannedCount: 6 });
    const seen: unknown[] = [];
    for (const segment of [0, 1]) {
      let nextToken: string | null = null;
      do {
        const { result } = await ask({ operation: 'Scan', segment, totalSegments: 2, limit: 2, nextToken });
        seen.push(...names(result as Page));
        nextToken = (result as Page).nextToken;
      } while (nextToken !== null);
    }
    expect(seen.sort()).toEqual(names(all).sort());
  });

  test('a segment needs the number of segments', async () => {
    expect((await ask({ operation: 'Scan', segment: 0 })).error?.type).toBe('MappingTemplate');
  });
});
