import type { Database } from './database.ts';

/** A value in DynamoDB's own form. */
export interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly M?: Readonly<Record<string, Value>>;
  readonly L?: readonly Value[];
}

export type Row = Readonly<Record<string, Value>>;

/** Every row of a model's table that the filter lets through, page by page, as it stands when its page is read. */
export async function* scan(database: Database, model: string, filter: object = {}): AsyncGenerator<Row> {
  yield* pages(database, 'Scan', { TableName: database.tableOf(model), ConsistentRead: true, ...filter });
}

/** Every row of one partition. */
export async function* query(database: Database, model: string, key: string, value: string): AsyncGenerator<Row> {
  yield* pages(database, 'Query', {
    TableName: database.tableOf(model),
    ConsistentRead: true,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { '#key': key },
    ExpressionAttributeValues: { ':key': { S: value } },
  });
}

/** Null = there is none. */
export async function get(database: Database, model: string, key: Row): Promise<Row | null> {
  const answer = await database.call('GetItem', {
    TableName: database.tableOf(model),
    Key: key,
    ConsistentRead: true,
  });
  return (answer['Item'] as Row | undefined) ?? null;
}

export function text(row: Row, name: string): string {
  return row[name]?.S ?? '';
}

/** 0 where there is none. */
export function number(row: Row, name: string): number {
  return Number(row[name]?.N ?? 0);
}

async function* pages(database: Database, operation: 'Scan' | 'Query', input: object): AsyncGenerator<Row> {
  let from: unknown;
  do {
    const page = await database.call(operation, { ...input, ...(from ? { ExclusiveStartKey: from } : {}) });
    yield* page['Items'] as Row[];
    from = page['LastEvaluatedKey'];
  } while (from);
}
