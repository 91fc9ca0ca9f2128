import { expect } from 'vitest';
import { fact } from '../fact.ts';
import {
  ask,
  decided,
  fill,
  inPartition,
  keysOf,
  likely,
  newPartition,
  one,
  operation,
  page,
  put,
  refusalOf,
} from './api.ts';

const query = operation('Query');
fact(query, 'Query answers items, nextToken and scannedCount', async () => {
  const pk = await fill(2);
  expect(await page({ operation: 'Query', query: inPartition(pk) })).toEqual({
    items: [
      { pk, sk: 'k0' },
      { pk, sk: 'k1' },
    ],
    nextToken: null,
    scannedCount: 2,
  });
});
fact(query, 'Query goes forward unless scanIndexForward is false', async () => {
  const pk = await fill(3);
  const backward = { operation: 'Query', query: inPartition(pk), scanIndexForward: false };
  expect(keysOf(await page(backward))).toEqual(['k2', 'k1', 'k0']);
});
fact(query, 'Query with a limit goes on by its nextToken, to null', async () => {
  const pk = await fill(3);
  const first = await page({ operation: 'Query', query: inPartition(pk), limit: 2 });
  expect([keysOf(first), typeof first.nextToken]).toEqual([['k0', 'k1'], 'string']);
  const second = await page({ operation: 'Query', query: inPartition(pk), limit: 2, nextToken: first.nextToken });
  expect([keysOf(second), second.nextToken]).toEqual([['k2'], null]);
});
const filter = { expression: 'n > :one', expressionValues: one };
fact(query, 'limit counts items before the filter', async () => {
  const pk = await fill(4, (at) => ({ n: { N: at } }));
  const first = await page({ operation: 'Query', query: inPartition(pk), limit: 3, filter });
  expect([keysOf(first), first.scannedCount, first.nextToken !== null]).toEqual([['k2'], 3, true]);
});
fact(query, 'scannedCount counts items before the filter', async () => {
  const pk = await fill(3, (at) => ({ n: { N: at } }));
  expect(await page({ operation: 'Query', query: inPartition(pk), filter })).toMatchObject({
    items: [{ sk: 'k2' }],
    scannedCount: 3,
  });
});
fact(query, 'Query of an index answers only what is projected', async () => {
  const kind = newPartition();
  const pk = newPartition();
  await put(pk, { kind: { S: kind }, hidden: { S: 'x' } });
  const byKind = { expression: 'kind = :kind', expressionValues: { ':kind': { S: kind } } };
  expect((await page({ operation: 'Query', index: 'by_kind', query: byKind })).items).toEqual([{ pk, sk: 'a', kind }]);
});
fact(query, 'Query by key and sort key', async () => {
  const pk = await fill(3);
  const range = {
    expression: 'pk = :pk AND sk >= :from',
    expressionValues: { ':pk': { S: pk }, ':from': { S: 'k1' } },
  };
  expect(keysOf(await page({ operation: 'Query', query: range }))).toEqual(['k1', 'k2']);
});
fact(query, 'Query with a projection and SPECIFIC_ATTRIBUTES answers those attributes', async () => {
  const pk = await fill(1, () => ({ a: { N: 1 }, b: { N: 2 } }));
  const projection = { expression: '#a', expressionNames: { '#a': 'a' } };
  const request = { operation: 'Query', query: inPartition(pk), select: 'SPECIFIC_ATTRIBUTES', projection };
  expect((await page(request)).items).toEqual([{ a: 1 }]);
});
fact(query, 'a nextToken belongs to its resolver', async () => {
  const pk = await fill(2);
  const request = { operation: 'Query', query: inPartition(pk), limit: 1 };
  const { nextToken } = await page(request);
  expect((await ask({ ...request, nextToken }, 'elsewhere')).error?.type).toMatch(/^DynamoDB:/);
  expect((await ask({ ...request, nextToken })).error).toBeUndefined();
});
fact(query, 'a nextToken says nothing of the keys', async () => {
  const pk = await fill(2);
  const { nextToken } = await page({ operation: 'Query', query: inPartition(pk), limit: 1 });
  expect(Buffer.from(nextToken ?? '', 'base64').toString('latin1')).not.toContain('k0');
});
fact(likely({ ...query, source: 'aws-amplify/amplify-cli#3411' }), 'an invented nextToken is refused', async () => {
  const { error } = await ask({ operation: 'Query', query: inPartition('x'), nextToken: 'eyJhIjoxfQ==' });
  expect(error?.message).toContain('Invalid pagination token given.');
});

const scan = operation('Scan');
fact(scan, 'Scan answers items, nextToken and scannedCount', async () => {
  const pk = await fill(2);
  const own = { expression: 'pk = :pk', expressionValues: { ':pk': { S: pk } } };
  const all = await page({ operation: 'Scan', filter: own });
  expect([keysOf(all).length, all.nextToken, all.scannedCount >= 2]).toEqual([2, null, true]);
});
fact(scan, 'Scan with a limit gives a nextToken', async () => {
  await fill(2);
  const first = await page({ operation: 'Scan', limit: 1 });
  expect([first.items.length, typeof first.nextToken]).toEqual([1, 'string']);
});
fact(scan, 'the segments of a parallel Scan make up the whole', async () => {
  const pk = await fill(3);
  const own = { expression: 'pk = :pk', expressionValues: { ':pk': { S: pk } } };
  const segments = await Promise.all(
    [0, 1].map((segment) => page({ operation: 'Scan', filter: own, segment, totalSegments: 2 })),
  );
  expect(segments.flatMap(keysOf).sort()).toEqual(['k0', 'k1', 'k2']);
});
fact(decided(scan), 'a segment without totalSegments is an error', async () => {
  expect(await refusalOf({ operation: 'Scan', segment: 0 })).toContain('totalSegments');
});
fact(decided(operation('Sync')), 'Sync needs a versioned data source', async () => {
  expect(await refusalOf({ operation: 'Sync' })).toContain('versioned');
});
