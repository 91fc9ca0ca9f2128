import { afterAll, beforeAll } from 'vitest';
import type { TableDefinition } from '../../../local/assembly/model.ts';
import { credentialsFromEnvironment } from '../../../local/dynamodb/authorization.ts';
import { createDynamoDbClient, type DynamoDbClient } from '../../../local/dynamodb/client.ts';
import { createTables } from '../../../local/dynamodb/create-tables.ts';
import { DynamoDbError } from '../../../local/dynamodb/errors.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';

/**
 * A client of a real engine in memory, one per test file, with these tables in it. With DYNAMODB_ENDPOINT set, of that
 * DynamoDB instead; tables of the same names are deleted there first.
 */
export function withEngine(tables: readonly TableDefinition[] = []): { readonly client: DynamoDbClient } {
  const running = {} as { client: DynamoDbClient };
  let end: () => Promise<void>;

  beforeAll(async () => {
    const external = process.env['DYNAMODB_ENDPOINT'];
    const engine = external === undefined ? await startEngine({ directory: null, log: console.error }) : null;
    running.client = createDynamoDbClient({
      endpoint: engine?.endpoint ?? external ?? '',
      region: 'eu-west-1',
      credentials: credentialsFromEnvironment(process.env),
    });
    if (engine === null) for (const { name } of tables) await dropTable(running.client, name);
    await createTables(running.client, tables);
    end = async () => {
      running.client.close();
      await engine?.close();
    };
  });
  afterAll(() => end());
  return running;
}

export async function dropTable(client: DynamoDbClient, name: string): Promise<void> {
  await client.call('DeleteTable', { TableName: name }, { deadline: Date.now() + 10_000 }).catch((error: unknown) => {
    if (!(error instanceof DynamoDbError) || error.name !== 'ResourceNotFoundException') throw error;
  });
}
