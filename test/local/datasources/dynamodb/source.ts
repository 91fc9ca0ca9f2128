import type { PolicyStatement, TableDefinition } from '../../../../local/assembly/model.ts';
import type { DataSource, DataSourceResult } from '../../../../local/datasources/data-source.ts';
import { createDynamoDbDataSource } from '../../../../local/datasources/dynamodb/dynamodb-data-source.ts';
import type { DynamoDbClient } from '../../../../local/dynamodb/client.ts';
import { itemTable } from '../../dynamodb/tables.ts';

export const items = itemTable();
export const others: TableDefinition = {
  ...items,
  logicalId: 'Others',
  name: 'Others',
  arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Others',
};

export const roleArn = 'arn:aws:iam::123456789012:role/data-source';
export const everything: PolicyStatement[] = [{ effect: 'Allow', actions: ['dynamodb:*'], resources: ['*'] }];
export const tokenKey = new Uint8Array(32).fill(7);

export function sourceOf(client: DynamoDbClient, statements: readonly PolicyStatement[] = everything): DataSource {
  return createDynamoDbDataSource({
    definition: { name: 'items', type: 'AMAZON_DYNAMODB', tableName: 'Items', role: { arn: roleArn, statements } },
    tables: [items, others],
    client,
    tokenKey,
  });
}

/** One call of the data source, with time enough. */
export type Ask = (request: unknown, caller?: string) => Promise<DataSourceResult>;

export function askOf(source: DataSource): Ask {
  return (request, caller = 'Query.items') => source.call({ request, caller, deadline: Date.now() + 5_000 });
}

export function key(pk: string, sk: string) {
  return { pk: { S: pk }, sk: { S: sk } };
}

let count = 0;
/** A partition that no other test uses. */
export function newPartition(): string {
  return `p${(count += 1)}`;
}
