import type { TableDefinition } from './assembly/model.ts';
import { credentialsFromEnvironment } from './dynamodb/authorization.ts';
import type { DynamoDbClient } from './dynamodb/client.ts';
import { createDynamoDbClient } from './dynamodb/client.ts';
import { createTables } from './dynamodb/create-tables.ts';
import { startEngine } from './dynamodb/engine.ts';
import type { ExpirySweeper } from './dynamodb/expiry.ts';
import { startExpirySweeper } from './dynamodb/expiry.ts';
import type { Log } from './log.ts';

/** The deployment's tables, in an engine of our own or in one that runs already. */
export interface Database {
  readonly client: DynamoDbClient;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly region: string;
  readonly dataDirectory: string | null;
  readonly dynamoDbEndpoint: string | null;
  readonly log: Log;
}

/** Resolves when every table is there. */
export async function openDatabase(tables: readonly TableDefinition[], options: DatabaseOptions): Promise<Database> {
  const { region, dataDirectory: directory, dynamoDbEndpoint, log } = options;
  const engine = dynamoDbEndpoint === null ? await startEngine({ directory, log: (line) => log.warn(line) }) : null;
  const endpoint = dynamoDbEndpoint ?? engine?.endpoint ?? '';
  let client: DynamoDbClient | null = null;
  let sweeper: ExpirySweeper | null = null;
  const close = async () => {
    await sweeper?.stop();
    client?.close();
    await engine?.close();
  };
  try {
    const opened = createDynamoDbClient({ endpoint, region, credentials: credentialsFromEnvironment(process.env) });
    client = opened;
    await createTables(opened, tables);
    engine?.onRestart(() => {
      // One that keeps nothing comes back without tables.
      createTables(opened, tables).catch((error: unknown) => log.warn(`The tables are not back: ${String(error)}`));
    });
    // A database that others run removes expired items itself.
    if (engine) sweeper = startExpirySweeper({ client: opened, tables, log: (line) => log.debug(line) });
    return { client: opened, close };
  } catch (error) {
    await close();
    throw error;
  }
}
