import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { afterFailedCondition, readOptionalCondition } from './condition.ts';
import { placeholders, readExpression } from './expression.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { refuseVersioning, versioningMembers } from './versioning.ts';

/** The whole item as it is after the update. */
export const updateItem: Operation = {
  members: requestMembers('key', 'update', 'condition', ...versioningMembers),
  async run(request, context) {
    refuseVersioning(request);
    const key = readItem(request['key'], '$[key]');
    const update = readExpression(request['update'], '$[update]');
    const condition = readOptionalCondition(request['condition'], '$[condition]');
    const input = {
      TableName: context.table.name,
      Key: key,
      UpdateExpression: update.text,
      ConditionExpression: condition?.expression.text,
      ...placeholders(update, condition?.expression),
      ReturnValues: 'ALL_NEW',
    };
    context.authorize('UpdateItem', context.table.name);
    try {
      const output = await context.send('UpdateItem', input);
      // The cast states UpdateItem's answer.
      return { result: itemToJson((output['Attributes'] ?? {}) as Item) };
    } catch (error) {
      return await afterFailedCondition(error, { context, key, condition }, () => false);
    }
  },
};
