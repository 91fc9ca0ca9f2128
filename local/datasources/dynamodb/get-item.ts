import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { placeholders, readOptionalProjection } from './expression.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { readOptionalBoolean } from './request-object.ts';

/** The item, or null where there is none. */
export const getItem: Operation = {
  members: requestMembers('key', 'consistentRead', 'projection'),
  async run(request, context) {
    const key = readItem(request['key'], '$[key]');
    const projection = readOptionalProjection(request['projection'], '$[projection]');
    const consistentRead = readOptionalBoolean(request['consistentRead'], '$[consistentRead]');
    context.authorize('GetItem', context.table.name);
    const output = await context.send('GetItem', {
      TableName: context.table.name,
      Key: key,
      ConsistentRead: consistentRead,
      ProjectionExpression: projection?.text,
      ...placeholders(projection),
    });
    // The cast states GetItem's answer.
    const item = output['Item'] as Item | undefined;
    return { result: item === undefined ? null : itemToJson(item) };
  },
};
