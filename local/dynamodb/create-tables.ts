import { setTimeout as delay } from 'node:timers/promises';
import type { IndexDefinition, TableDefinition } from '../assembly/model.ts';
import type { DynamoDbClient } from './client.ts';
import { DynamoDbError } from './errors.ts';
import { differences, type StoredTable } from './table-differences.ts';

const withinMs = 60_000;

/**
 * Makes the tables that are missing, and the global indexes that existing tables lack. Resolves when all are active.
 *
 * @throws where a stored table differs from its definition in any other way; nothing is changed then, on no table.
 */
export async function createTables(client: DynamoDbClient, tables: readonly TableDefinition[]): Promise<void> {
  const deadline = Date.now() + withinMs;
  const plans = await Promise.all(tables.map((table) => planTable(client, table, deadline)));
  const refusals = plans.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length > 0) throw new Error(refusals.join('\n'));
  await Promise.all(plans.map((plan) => createTable(client, plan, deadline)));
}

interface Plan {
  readonly table: TableDefinition;
  readonly isStored: boolean;
  readonly missingIndexes: readonly IndexDefinition[];
  /** Why the stored table cannot be made to fit; null = it can. */
  readonly refusal: string | null;
}

async function planTable(client: DynamoDbClient, table: TableDefinition, deadline: number): Promise<Plan> {
  const stored = await describe(client, table.name, deadline);
  if (stored === null) return { table, isStored: false, missingIndexes: [], refusal: null };
  const { mismatches, missingIndexes } = differences(table, stored);
  const refusal = mismatches.length > 0 ? differs(table, mismatches.join('; ')) : null;
  return { table, isStored: true, missingIndexes, refusal };
}

async function createTable(client: DynamoDbClient, plan: Plan, deadline: number): Promise<void> {
  const { table, isStored, missingIndexes } = plan;
  if (!isStored) await client.call('CreateTable', creation(table), { deadline });
  // DynamoDB makes one global index at a time, and only on an active table.
  for (const index of missingIndexes) {
    await becomesActive(client, table.name, deadline);
    await addIndex(client, table, index, deadline);
  }
  await becomesActive(client, table.name, deadline);
}

async function addIndex(
  client: DynamoDbClient,
  table: TableDefinition,
  index: IndexDefinition,
  deadline: number,
): Promise<void> {
  const input = {
    TableName: table.name,
    AttributeDefinitions: attributeDefinitions(table),
    GlobalSecondaryIndexUpdates: [{ Create: indexCreation(index) }],
  };
  try {
    await client.call('UpdateTable', input, { deadline });
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    throw new Error(differs(table, `index "${index.name}" is missing and cannot be added (${error.message})`), {
      cause: error,
    });
  }
}

function differs(table: TableDefinition, how: string): string {
  return (
    `The stored table "${table.name}" differs from the template: ${how}. ` +
    'Start with --fresh to make it anew; what it holds is lost then.'
  );
}

async function describe(client: DynamoDbClient, name: string, deadline: number): Promise<StoredTable | null> {
  try {
    const { Table } = await client.call('DescribeTable', { TableName: name }, { deadline });
    // The cast states DescribeTable's answer, as far as it is read here.
    return Table as StoredTable;
  } catch (error) {
    if (error instanceof DynamoDbError && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

async function becomesActive(client: DynamoDbClient, name: string, deadline: number): Promise<void> {
  for (;;) {
    const stored = await describe(client, name, deadline);
    const indexes = stored?.GlobalSecondaryIndexes ?? [];
    if (stored?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return;
    if (Date.now() > deadline) throw new Error(`Table "${name}" did not become active in time.`);
    await delay(50);
  }
}

function creation(table: TableDefinition): object {
  return {
    TableName: table.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keySchema(table.keySchema),
    // DynamoDB refuses empty lists here.
    ...(table.globalIndexes.length > 0 ? { GlobalSecondaryIndexes: table.globalIndexes.map(indexCreation) } : {}),
    ...(table.localIndexes.length > 0 ? { LocalSecondaryIndexes: table.localIndexes.map(indexCreation) } : {}),
  };
}

function attributeDefinitions(table: TableDefinition): object[] {
  return table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type }));
}

function indexCreation(index: IndexDefinition): object {
  const { projection } = index;
  return {
    IndexName: index.name,
    KeySchema: keySchema(index.keySchema),
    Projection: {
      ProjectionType: projection.kind,
      ...(projection.kind === 'INCLUDE' ? { NonKeyAttributes: projection.attributes } : {}),
    },
  };
}

function keySchema(elements: TableDefinition['keySchema']): object[] {
  return elements.map(({ name, kind }) => ({ AttributeName: name, KeyType: kind }));
}
