import { DynamoDbError } from '../../dynamodb/errors.ts';
import { itemToJson, type Item } from './attribute-value.ts';
import { expressionOf, type Expression } from './expression.ts';
import { describeFailure, RequestRefused } from './failure.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import { refuseReversedRanges } from './range.ts';
import {
  readList,
  readObject,
  readOptionalBoolean,
  readString,
  refuseUnknownMembers,
  type RequestObject,
} from './request-object.ts';

/** The condition of a single write. AppSync Developer Guide, Resolver reference: DynamoDB, condition expressions. */
export interface Condition {
  readonly expression: Expression;
  /** Attributes that need not be equal for a repeated put to count as done. */
  readonly ignoredAttributes: ReadonlySet<string>;
  /** Whether the item is read strongly consistently after the condition failed. */
  readonly isReadConsistently: boolean;
}

const conditionMembers = new Set([
  'expression',
  'expressionNames',
  'expressionValues',
  'equalsIgnore',
  'consistentRead',
  'conditionalCheckFailedHandler',
]);
const handlerMembers = new Set(['strategy', 'lambdaArn']);

export function readOptionalCondition(value: unknown, path: string): Condition | undefined {
  if (value === undefined || value === null) return undefined;
  const object = readConditionObject(value, path);
  refuseUnknownMembers(object, path, conditionMembers);
  refuseCustomHandler(object['conditionalCheckFailedHandler'], `${path}[conditionalCheckFailedHandler]`);
  const ignored = object['equalsIgnore'] ?? [];
  const expression = expressionOf(object, path);
  refuseReversedRanges(expression, 'ConditionExpression');
  return {
    expression,
    ignoredAttributes: new Set(
      readList(ignored, `${path}[equalsIgnore]`).map((name) => readString(name, `${path}[equalsIgnore]`)),
    ),
    isReadConsistently: readOptionalBoolean(object['consistentRead'], `${path}[consistentRead]`) ?? true,
  };
}

/** AppSync's examples also pass the JSON text of `util.transform.toDynamoDBConditionExpression` as it is. */
export function readConditionObject(value: unknown, path: string): RequestObject {
  if (typeof value !== 'string') return readObject(value, path);
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw new RequestRefused(`Expected an object or its JSON text for field '${path}'.`);
  }
  return readObject(parsed, path);
}

/**
 * What AppSync does after a write failed: where its condition was false it reads the item, and takes the write for done
 * if `isDone` says so; else the error goes out together with the current item. Other errors are thrown again.
 */
export async function afterFailedCondition(
  error: unknown,
  write: { context: OperationContext; key: Item; condition: Condition | undefined },
  isDone: (current: Item | null) => boolean,
): Promise<OperationResult> {
  const { context, key, condition } = write;
  const isConditionFailure = error instanceof DynamoDbError && error.name === 'ConditionalCheckFailedException';
  if (!isConditionFailure || condition === undefined) throw error;
  context.authorize('GetItem', context.table.name);
  const output = await context.send('GetItem', {
    TableName: context.table.name,
    Key: key,
    ConsistentRead: condition.isReadConsistently,
  });
  // The cast states GetItem's answer.
  const current = (output['Item'] ?? null) as Item | null;
  const result = current === null ? null : itemToJson(current);
  return isDone(current) ? { result } : { result, error: describeFailure(error) };
}

function refuseCustomHandler(value: unknown, path: string): void {
  if (value === undefined || value === null) return;
  const handler = readObject(value, path);
  refuseUnknownMembers(handler, path, handlerMembers);
  const strategy = readString(handler['strategy'], `${path}[strategy]`);
  if (strategy === 'Reject') return;
  throw new RequestRefused(
    strategy === 'Custom'
      ? `Unsupported value 'Custom' for field '${path}[strategy]': this server calls no Lambda function for failed conditions.`
      : `Unsupported value '${strategy}' for field '${path}[strategy]'.`,
  );
}
