import { expect, test } from 'vitest';
import { startExpirySweeper } from '../../../local/dynamodb/expiry.ts';
import type { DynamoDbClient } from '../../../local/dynamodb/client.ts';
import { withEngine } from './running-engine.ts';
import { itemTable } from './tables.ts';

const table = itemTable();
const running = withEngine([table, { ...table, name: 'Kept', ttlAttribute: null }]);
const soon = () => ({ deadline: Date.now() + 5_000 });
const nowSeconds = 1_700_000_000;
const log = (): void => undefined;

async function put(sk: string, expiresAt: object, TableName = 'Items'): Promise<void> {
  const Item = { pk: { S: 'a' }, sk: { S: sk }, expiresAt };
  await running.client.call('PutItem', { TableName, Item }, soon());
}

async function remaining(TableName = 'Items'): Promise<string[]> {
  const { Items } = await running.client.call('Scan', { TableName }, soon());
  return (Items as { sk: { S: string } }[]).map(({ sk }) => sk.S).sort();
}

test('removes what has expired and nothing else', async () => {
  await put('past', { N: String(nowSeconds - 1) });
  await put('now', { N: String(nowSeconds) });
  await put('future', { N: String(nowSeconds + 1) });
  await put('text', { S: String(nowSeconds - 1) });
  await put('six years', { N: String(nowSeconds - 6 * 365 * 86400) });
  await put('past', { N: String(nowSeconds - 1) }, 'Kept');
  const tables = [table, { ...table, name: 'Kept', ttlAttribute: null }];
  const sweeper = startExpirySweeper({ client: running.client, tables, now: () => nowSeconds * 1000, log });
  expect(await sweeper.sweep()).toBe(2);
  await sweeper.stop();
  expect(await remaining()).toEqual(['future', 'six years', 'text']);
  expect(await remaining('Kept')).toEqual(['past']);
});

test('keeps an item whose life was prolonged after the scan saw it', async () => {
  await put('prolonged', { N: String(nowSeconds - 1) });
  const between: DynamoDbClient = {
    ...running.client,
    async call(operation, input, options) {
      if (operation === 'DeleteItem') await put('prolonged', { N: String(nowSeconds + 100) });
      return running.client.call(operation, input, options);
    },
  };
  const sweeper = startExpirySweeper({ client: between, tables: [table], now: () => nowSeconds * 1000, log });
  expect(await sweeper.sweep()).toBe(0);
  await sweeper.stop();
  expect(await remaining()).toContain('prolonged');
});

test('sweeps by itself at the interval', async () => {
  await put('by itself', { N: String(nowSeconds - 1) });
  const sweeper = startExpirySweeper({
    client: running.client,
    tables: [table],
    intervalMs: 5,
    now: () => nowSeconds * 1000,
    log,
  });
  while ((await remaining()).includes('by itself'));
  await sweeper.stop();
});
