import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { afterCancellation } from './cancellation.ts';
import { placeholders, readOptionalProjection } from './expression.ts';
import { unprojected } from './keyed-projection.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { readList, readObject, readString, refuseUnknownMembers } from './request-object.ts';

const entryMembers = new Set(['table', 'key', 'projection']);

/** `{items, cancellationReasons}`: the items in the order of the request, null for those not there. */
export const transactGetItems: Operation = {
  members: requestMembers('transactItems'),
  async run(request, context) {
    const gets = readList(request['transactItems'], '$[transactItems]').map((value, index) =>
      readGet(value, `$[transactItems][${index}]`),
    );
    for (const { input } of gets) context.authorize('GetItem', input.TableName);
    try {
      const output = await context.send('TransactGetItems', {
        TransactItems: gets.map(({ input }) => ({ Get: input })),
      });
      // The cast states TransactGetItems' answer.
      const responses = output['Responses'] as { Item?: Item }[];
      return {
        result: {
          items: responses.map(({ Item: item }, index) => (item === undefined ? null : json(item, gets[index]))),
          cancellationReasons: null,
        },
      };
    } catch (error) {
      return afterCancellation(error, 'items');
    }
  },
};

interface Get {
  /** For DynamoDB. */
  readonly input: { readonly TableName: string } & Readonly<Record<string, unknown>>;
  /** The key's attributes that the projection leaves out: the local engine answers them all the same. */
  readonly unwanted: readonly string[];
}

function readGet(value: unknown, path: string): Get {
  const entry = readObject(value, path);
  refuseUnknownMembers(entry, path, entryMembers);
  const key = readItem(entry['key'], `${path}[key]`);
  const projection = readOptionalProjection(entry['projection'], `${path}[projection]`);
  return {
    input: {
      TableName: readString(entry['table'], `${path}[table]`),
      Key: key,
      ProjectionExpression: projection?.text,
      ...placeholders(projection),
    },
    unwanted: projection === undefined ? [] : unprojected(projection, Object.keys(key)),
  };
}

function json(item: Item, get: Get | undefined): Record<string, unknown> {
  const plain = itemToJson(item);
  for (const name of get?.unwanted ?? []) delete plain[name];
  return plain;
}
