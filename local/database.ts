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
  /**
   * Makes the tables that are missing and looks after them all from now on. Tables that are not named any more keep their
   * data. Rejects where a stored table differs from its definition; the tables before are looked after then.
   */
  hold(tables: readonly TableDefinition[]): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly region: string;
  readonly dataDirectory: string | null;
  readonly dynamoDbEndpoint: string | null;
  readonly log: Log;
}

/** Resolves when it answers. It holds no tables yet. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { region, dataDirectory: directory, dynamoDbEndpoint, log } = options;
  const engine = dynamoDbEndpoint === null ? await startEngine({ directory, log: (line) => log.warn(line) }) : null;
  const endpoint = dynamoDbEndpoint ?? engine?.endpoint ?? '';
  const client = createDynamoDbClient({ endpoint, region, credentials: credentialsFromEnvironment(process.env) });
  let held: readonly TableDefinition[] = [];
  let sweeper: ExpirySweeper | null = null;
  engine?.onRestart(() => {
    // One that keeps nothing comes back without tables.
    createTables(client, held).catch((error: unknown) => log.warn(`The tables are not back: ${String(error)}`));
  });
  return {
    client,
    async hold(tables) {
      await createTables(client, tables);
      held = tables;
      await sweeper?.stop();
      // A database that others run removes expired items itself.
      sweeper = engine ? startExpirySweeper({ client, tables, log: (line) => log.debug(line) }) : null;
    },
    async close() {
      await sweeper?.stop();
      client.close();
      await engine?.close();
    },
  };
}
