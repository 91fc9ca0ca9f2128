import type { DataSourceDefinition, TableDefinition } from '../../assembly/model.ts';
import type { DynamoDbClient } from '../../dynamodb/client.ts';
import type { DataSource, DataSourceCall, DataSourceResult } from '../data-source.ts';
import { batchDeleteItem } from './batch-delete-item.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchPutItem } from './batch-put-item.ts';
import { deleteItem } from './delete-item.ts';
import { describeFailure, RequestRefused } from './failure.ts';
import { getItem } from './get-item.ts';
import { addConsumption, type Meter } from './metering.ts';
import type { Operation, OperationContext } from './operation.ts';
import { openToken, sealToken } from './paging-token.ts';
import { createPermissions } from './permissions.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { readObject, readString, refuseUnknownMembers } from './request-object.ts';
import { scan } from './scan.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';

export interface DynamoDbDataSourceOptions {
  readonly definition: Extract<DataSourceDefinition, { type: 'AMAZON_DYNAMODB' }>;
  /** All tables of the deployment, the data source's own among them. */
  readonly tables: readonly TableDefinition[];
  readonly client: DynamoDbClient;
  /** 32 bytes, secret. Paging tokens are good only under the key that they were made with. */
  readonly tokenKey: Uint8Array;
}

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    GetItem: getItem,
    PutItem: putItem,
    UpdateItem: updateItem,
    DeleteItem: deleteItem,
    Query: query,
    Scan: scan,
    BatchGetItem: batchGetItem,
    BatchPutItem: batchPutItem,
    BatchDeleteItem: batchDeleteItem,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
  }),
);

/**
 * AppSync's DynamoDB data source, without versioned tables (conflict detection, Sync).
 *
 * @throws where the table is not among `tables`, or the key has another length.
 */
export function createDynamoDbDataSource(options: DynamoDbDataSourceOptions): DataSource {
  const { definition, tables, client, tokenKey } = options;
  const table = tables.find(({ name }) => name === definition.tableName);
  if (table === undefined) {
    throw new Error(
      `Data source "${definition.name}" reads table "${definition.tableName}", which the template does not make.`,
    );
  }
  if (tokenKey.length !== 32) throw new Error('The key for paging tokens must have 32 bytes.');
  const authorize = createPermissions(definition.role, table.arn);

  function contextOf(call: DataSourceCall, meter: Meter, ownTable: TableDefinition): OperationContext {
    const scopeOf = (index: string | undefined) => ({ caller: call.caller, table: ownTable.name, index });
    return {
      table: ownTable,
      authorize,
      async send(operation, input) {
        meter.calls += 1;
        const output = await client.call(
          operation,
          { ...input, ReturnConsumedCapacity: 'TOTAL' },
          { deadline: call.deadline },
        );
        addConsumption(meter, operation, output);
        return output;
      },
      sealToken: (lastKey, index) => sealToken(tokenKey, scopeOf(index), lastKey),
      openToken: (token, index) => openToken(tokenKey, scopeOf(index), token),
    };
  }

  return {
    name: definition.name,
    async call(call: DataSourceCall): Promise<DataSourceResult> {
      const cost: Meter = { calls: 0, readUnits: 0, writeUnits: 0 };
      try {
        const request = readObject(call.request, '$');
        const operation = operationOf(readString(request['operation'], '$[operation]'));
        refuseUnknownMembers(request, '$', operation.members);
        return { ...(await operation.run(request, contextOf(call, cost, table))), cost };
      } catch (error) {
        return { result: null, error: describeFailure(error), cost };
      }
    },
  };
}

function operationOf(name: string): Operation {
  const operation = operations.get(name);
  if (operation !== undefined) return operation;
  throw new RequestRefused(
    name === 'Sync'
      ? "Unsupported operation 'Sync': it needs a versioned data source, which this server does not serve."
      : `Unsupported operation '${name}'. A DynamoDB data source has: ${[...operations.keys()].join(', ')}.`,
  );
}
