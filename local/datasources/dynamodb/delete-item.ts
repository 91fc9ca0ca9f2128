import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { afterFailedCondition, readOptionalCondition } from './condition.ts';
import { placeholders } from './expression.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { refuseVersioning, versioningMembers } from './versioning.ts';

/** The deleted item, or null where there was none. */
export const deleteItem: Operation = {
  members: requestMembers('key', 'condition', ...versioningMembers),
  async run(request, context) {
    refuseVersioning(request);
    const key = readItem(request['key'], '$[key]');
    const condition = readOptionalCondition(request['condition'], '$[condition]');
    context.authorize('DeleteItem', context.table.name);
    try {
      const output = await context.send('DeleteItem', {
        TableName: context.table.name,
        Key: key,
        ConditionExpression: condition?.expression.text,
        ...placeholders(condition?.expression),
        ReturnValues: 'ALL_OLD',
      });
      // The cast states DeleteItem's answer.
      const item = output['Attributes'] as Item | undefined;
      return { result: item === undefined ? null : itemToJson(item) };
    } catch (error) {
      // What is gone already needs no deleting.
      return await afterFailedCondition(error, { context, key, condition }, (current) => current === null);
    }
  },
};
