import type { DynamoDbOperation } from './client.ts';

/** A request in DynamoDB's own JSON, nothing of it checked. */
export type Input = Readonly<Record<string, unknown>>;

/** What a role must be allowed for a request to go through. */
export interface Access {
  /** Without `dynamodb:` before it. */
  readonly action: string;
  readonly tableName: string;
  readonly index?: string;
}

const operations = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactGetItems',
  'TransactWriteItems',
  'DescribeTable',
] as const satisfies readonly DynamoDbOperation[];

/** An operation that a Lambda function may call. */
export type HandlerOperation = (typeof operations)[number];

export function isHandlerOperation(operation: string): operation is HandlerOperation {
  return (operations as readonly string[]).includes(operation);
}

/**
 * The actions that the request takes (Service Authorization Reference, "Actions, resources, and condition keys for Amazon
 * DynamoDB"): a transaction asks for those of its entries, and has none of its own.
 */
export function accessesOf(operation: HandlerOperation, input: Input): readonly Access[] {
  switch (operation) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(objectIn(input, 'RequestItems')).map((name) => ({ action: operation, ...tableOf(name) }));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return listIn(input, 'TransactItems').flatMap(Object.entries).map(accessOfEntry);
    case 'Query':
    case 'Scan': {
      const index = input['IndexName'];
      const access = { action: operation, ...tableOf(input['TableName']) };
      return [typeof index === 'string' ? { ...access, index } : access];
    }
    default:
      return [{ action: operation, ...tableOf(input['TableName']) }];
  }
}

const actionOfEntry: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** An unknown kind of entry gets an action that no policy has, so that only a policy for all lets DynamoDB judge it. */
function accessOfEntry([kind, entry]: readonly [string, unknown]): Access {
  return { action: actionOfEntry[kind] ?? kind, ...tableOf(isObject(entry) ? entry['TableName'] : undefined) };
}

function tableOf(name: unknown): { readonly tableName: string } {
  return { tableName: typeof name === 'string' ? name : '' };
}

function objectIn(input: Input, name: string): Input {
  const value = input[name];
  return isObject(value) ? value : {};
}

function listIn(input: Input, name: string): readonly Input[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
