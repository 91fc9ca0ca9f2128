import { itemToJson, readItem } from './attribute-value.ts';
import { afterFailedCondition, readOptionalCondition } from './condition.ts';
import { placeholders } from './expression.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { isSameItem } from './same-item.ts';
import { refuseVersioning, versioningMembers } from './versioning.ts';

/** The item as written: its key and its attributes. */
export const putItem: Operation = {
  members: requestMembers('key', 'attributeValues', 'condition', ...versioningMembers),
  async run(request, context) {
    refuseVersioning(request);
    const key = readItem(request['key'], '$[key]');
    const attributes = readItem(request['attributeValues'] ?? {}, '$[attributeValues]');
    const condition = readOptionalCondition(request['condition'], '$[condition]');
    const item = { ...attributes, ...key };
    context.authorize('PutItem', context.table.name);
    try {
      await context.send('PutItem', {
        TableName: context.table.name,
        Item: item,
        ConditionExpression: condition?.expression.text,
        ...placeholders(condition?.expression),
      });
    } catch (error) {
      // A put that was carried out already, and is repeated, is a success.
      return await afterFailedCondition(error, { context, key, condition }, (current) =>
        current === null ? false : isSameItem(current, item, condition?.ignoredAttributes),
      );
    }
    return { result: itemToJson(item) };
  },
};
