import type { DynamoDbClient } from '../../local/index.ts';
import type { SeedRows } from './rows.ts';

type TypedValue =
  { S: string } | { N: string } | { BOOL: boolean } | { L: TypedValue[] } | { M: Record<string, TypedValue> };

const batchSize = 25;
/** The engine has one lock, and more at once only wait for it. */
const batchesAtOnce = 1;

/** Whether all of the seed is there: the workspaces are written last. */
export async function isSeeded(dynamoDb: DynamoDbClient, tableOf: (model: string) => string): Promise<boolean> {
  const answer = await dynamoDb.call('Scan', { TableName: tableOf('Workspace'), Limit: 1, Select: 'COUNT' });
  return (answer as { Count: number }).Count > 0;
}

/** Writes every row, model by model in the given order. A row that is there already is overwritten. */
export async function writeRows(
  dynamoDb: DynamoDbClient,
  rows: SeedRows,
  tableOf: (model: string) => string,
): Promise<void> {
  for (const [model, items] of Object.entries(rows) as [string, object[]][]) {
    const table = tableOf(model);
    const batches: unknown[][] = [];
    for (let start = 0; start < items.length; start += batchSize) {
      batches.push(items.slice(start, start + batchSize).map((row) => ({ PutRequest: { Item: typedItem(row) } })));
    }
    const writers = Array.from({ length: batchesAtOnce }, async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) await writeBatch(dynamoDb, table, batch);
    });
    await Promise.all(writers);
  }
}

/** DynamoDB may leave some of a batch for later, and says which. */
async function writeBatch(dynamoDb: DynamoDbClient, table: string, batch: unknown[]): Promise<void> {
  let left: unknown[] = batch;
  while (left.length > 0) {
    const answer = await dynamoDb.call('BatchWriteItem', { RequestItems: { [table]: left } });
    left = (answer as { UnprocessedItems?: Record<string, unknown[]> }).UnprocessedItems?.[table] ?? [];
  }
}

function typedItem(row: object): Record<string, TypedValue> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typed(value)]),
  );
}

function typed(value: unknown): TypedValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(typed) };
  if (typeof value === 'object' && value !== null) return { M: typedItem(value) };
  throw new TypeError(`a seeded row can not hold ${typeof value}`);
}
