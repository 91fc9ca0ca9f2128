import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { afterCancellation } from './cancellation.ts';
import { readConditionObject } from './condition.ts';
import { expressionOf, placeholders, readExpression, type Expression } from './expression.ts';
import { RequestRefused } from './failure.ts';
import { requestMembers } from './members.ts';
import type { IamAction, Operation } from './operation.ts';
import { refuseReversedRanges } from './range.ts';
import {
  readList,
  readObject,
  readOptionalBoolean,
  readString,
  refuseUnknownMembers,
  type RequestObject,
} from './request-object.ts';
import { checkTransactedUpdate } from './update-targets.ts';

/** `{keys, cancellationReasons}`: the keys in the order of the request. */
export const transactWriteItems: Operation = {
  members: requestMembers('transactItems'),
  async run(request, context) {
    const writes = readList(request['transactItems'], '$[transactItems]').map((value, index) =>
      readWrite(value, `$[transactItems][${index}]`),
    );
    for (const { action, tableName } of writes) context.authorize(action, tableName);
    try {
      await context.send('TransactWriteItems', { TransactItems: writes.map(({ entry }) => entry) });
      return { result: { keys: writes.map(({ key }) => itemToJson(key)), cancellationReasons: null } };
    } catch (error) {
      return afterCancellation(error, 'keys');
    }
  },
};

interface Write {
  readonly action: IamAction;
  readonly tableName: string;
  readonly key: Item;
  /** For DynamoDB. */
  readonly entry: object;
}

const commonMembers = ['table', 'operation', 'key', 'condition'];
const putMembers = new Set([...commonMembers, 'attributeValues']);
const updateMembers = new Set([...commonMembers, 'update']);
const otherMembers = new Set(commonMembers);
const conditionMembers = new Set([
  'expression',
  'expressionNames',
  'expressionValues',
  'returnValuesOnConditionCheckFailure',
]);

function readWrite(value: unknown, path: string): Write {
  const object = readObject(value, path);
  const operation = readString(object['operation'], `${path}[operation]`);
  const tableName = readString(object['table'], `${path}[table]`);
  const key = readItem(object['key'], `${path}[key]`);
  switch (operation) {
    case 'PutItem': {
      refuseUnknownMembers(object, path, putMembers);
      const attributes = readItem(object['attributeValues'] ?? {}, `${path}[attributeValues]`);
      const Put = { TableName: tableName, Item: { ...attributes, ...key }, ...conditionOf(object, path) };
      return { action: 'PutItem', tableName, key, entry: { Put } };
    }
    case 'UpdateItem': {
      refuseUnknownMembers(object, path, updateMembers);
      const update = readExpression(object['update'], `${path}[update]`);
      checkTransactedUpdate(update, key);
      const Update = {
        TableName: tableName,
        Key: key,
        UpdateExpression: update.text,
        ...conditionOf(object, path, update),
      };
      return { action: 'UpdateItem', tableName, key, entry: { Update } };
    }
    case 'DeleteItem': {
      refuseUnknownMembers(object, path, otherMembers);
      const Delete = { TableName: tableName, Key: key, ...conditionOf(object, path) };
      return { action: 'DeleteItem', tableName, key, entry: { Delete } };
    }
    case 'ConditionCheck': {
      refuseUnknownMembers(object, path, otherMembers);
      if (object['condition'] === undefined || object['condition'] === null) {
        throw new RequestRefused(`Value for field '${path}[condition]' not found.`);
      }
      const ConditionCheck = { TableName: tableName, Key: key, ...conditionOf(object, path) };
      return { action: 'ConditionCheckItem', tableName, key, entry: { ConditionCheck } };
    }
    default:
      throw new RequestRefused(`Unsupported value '${operation}' for field '${path}[operation]'.`);
  }
}

/** The condition, and the placeholders of all the entry's expressions. AppSync asks for the current item by default. */
function conditionOf(write: RequestObject, path: string, update?: Expression): Record<string, unknown> {
  if (write['condition'] === undefined || write['condition'] === null) return placeholders(update);
  const inner = `${path}[condition]`;
  const condition = readConditionObject(write['condition'], inner);
  refuseUnknownMembers(condition, inner, conditionMembers);
  const returnsItem = readOptionalBoolean(
    condition['returnValuesOnConditionCheckFailure'],
    `${inner}[returnValuesOnConditionCheckFailure]`,
  );
  const expression = expressionOf(condition, inner);
  refuseReversedRanges(expression, 'ConditionExpression');
  return {
    ConditionExpression: expression.text,
    ReturnValuesOnConditionCheckFailure: returnsItem === false ? 'NONE' : 'ALL_OLD',
    ...placeholders(update, expression),
  };
}
