import type { TableDefinition } from '../../assembly/model.ts';
import type { DynamoDbOperation, DynamoDbOutput } from '../../dynamodb/client.ts';
import type { DataSourceError } from '../data-source.ts';
import type { Item } from './attribute-value.ts';
import type { RequestObject } from './request-object.ts';

/**
 * One of AppSync's operations: reads the request object, makes the calls, shapes the result. Whatever it throws becomes
 * `ctx.error`.
 */
export interface Operation {
  /** The members that its request may have, besides `operation` and `version`. */
  readonly members: ReadonlySet<string>;
  run(request: RequestObject, context: OperationContext): Promise<OperationResult>;
}

export interface OperationResult {
  readonly result: unknown;
  readonly error?: DataSourceError;
}

/** What an operation may use, for one call of the data source. */
export interface OperationContext {
  /** The data source's own table. */
  readonly table: TableDefinition;
  /** @throws {AccessDenied} where the data source's role does not allow the action on the table, or on its index. */
  authorize(action: IamAction, tableName: string, index?: string): void;
  /** One metered call. */
  send(operation: DynamoDbOperation, input: object): Promise<DynamoDbOutput>;
  sealToken(lastKey: Item, index: string | undefined): string;
  /** @throws {InvalidPagingToken} */
  openToken(token: string, index: string | undefined): Item;
}

export type IamAction =
  | 'GetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'Query'
  | 'Scan'
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem';
