import { expect } from 'vitest';
import { fact } from '../fact.ts';
import { ask, fill, get, key, keysOfCount, newPartition, operation } from './api.ts';

const batchGet = operation('BatchGetItem');
fact(batchGet, 'BatchGetItem keeps the order of its keys, with null for what is missing', async () => {
  const pk = await fill(2);
  const keys = [key(pk, 'k1'), key(pk, 'none'), key(pk, 'k0')];
  expect((await ask({ operation: 'BatchGetItem', tables: { Items: { keys } } })).result).toEqual({
    data: { Items: [{ pk, sk: 'k1' }, null, { pk, sk: 'k0' }] },
    unprocessedKeys: { Items: [] },
  });
});
fact(batchGet, 'BatchGetItem reads several tables', async () => {
  const pk = newPartition();
  await ask({ operation: 'BatchPutItem', tables: { Others: [key(pk)] } });
  const tables = { Items: { keys: [key(pk)] }, Others: { keys: [key(pk)], consistentRead: true } };
  expect((await ask({ operation: 'BatchGetItem', tables })).result).toMatchObject({
    data: { Items: [null], Others: [{ pk, sk: 'a' }] },
  });
});
fact(batchGet, 'BatchGetItem reads what its projection names', async () => {
  const pk = await fill(1, () => ({ a: { N: 1 }, b: { N: 2 } }));
  const tables = { Items: { keys: [key(pk, 'k0')], projection: { expression: 'b' } } };
  expect((await ask({ operation: 'BatchGetItem', tables })).result).toMatchObject({ data: { Items: [{ b: 2 }] } });
});
fact({ ...batchGet, area: 'limits' }, 'BatchGetItem takes 100 keys and no more', async () => {
  const get = (count: number) => ask({ operation: 'BatchGetItem', tables: { Items: { keys: keysOfCount(count) } } });
  expect((await get(100)).error).toBeUndefined();
  expect((await get(101)).error).toBeDefined();
});
const batchPut = operation('BatchPutItem');
fact(batchPut, 'BatchPutItem answers the items and what was left unprocessed', async () => {
  const pk = newPartition();
  const items = [{ ...key(pk), n: { N: 1 } }];
  expect((await ask({ operation: 'BatchPutItem', tables: { Items: items } })).result).toEqual({
    data: { Items: [{ pk, sk: 'a', n: 1 }] },
    unprocessedItems: { Items: [] },
  });
  expect(await get(pk)).toMatchObject({ n: 1 });
});
fact({ ...batchPut, area: 'limits' }, 'BatchPutItem takes 25 items and no more', async () => {
  const batch = (count: number) => ask({ operation: 'BatchPutItem', tables: { Items: keysOfCount(count) } });
  expect((await batch(25)).error).toBeUndefined();
  expect((await batch(26)).error).toBeDefined();
});
const batchDelete = operation('BatchDeleteItem');
fact(batchDelete, 'BatchDeleteItem answers keys, never the items', async () => {
  const pk = await fill(1, () => ({ n: { N: 1 } }));
  expect((await ask({ operation: 'BatchDeleteItem', tables: { Items: [key(pk, 'k0')] } })).result).toEqual({
    data: { Items: [{ pk, sk: 'k0' }] },
    unprocessedKeys: { Items: [] },
  });
  expect(await get(pk, 'k0')).toBeNull();
});
fact({ ...batchDelete, area: 'limits' }, 'BatchDeleteItem takes 25 keys and no more', async () => {
  const batch = (count: number) => ask({ operation: 'BatchDeleteItem', tables: { Items: keysOfCount(count) } });
  expect((await batch(25)).error).toBeUndefined();
  expect((await batch(26)).error).toBeDefined();
});
