import { DynamoDBClient, CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { sceneRows } from './scene.ts';

/** The same engine that Parley's local server uses, with the two tables that a peer's send needs. */
export interface Store {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  close(): Promise<void>;
}

export const memberTable = 'members';
export const messageTable = 'messages';
export const region = 'eu-west-1';
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export async function openStore(): Promise<Store> {
  const engine = await startEngine({ directory: null, log: () => undefined });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: engine.endpoint, region, credentials }));
  for (const name of [memberTable, messageTable]) {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
  }
  for (const { userId: id } of sceneRows().WorkspaceMember) {
    await client.send(new PutCommand({ TableName: memberTable, Item: { id } }));
  }
  return {
    endpoint: engine.endpoint,
    client,
    async close() {
      client.destroy();
      await engine.close();
    },
  };
}
