import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { refuseEmptyBatch, sendBatch, type RequestItems } from './batch.ts';
import { placeholders, readOptionalProjection } from './expression.ts';
import { requestMembers } from './members.ts';
import type { Operation } from './operation.ts';
import { keyedProjection } from './keyed-projection.ts';
import { readList, readObject, readOptionalBoolean, refuseUnknownMembers } from './request-object.ts';
import { canonicalItem } from './same-item.ts';

const tableMembers = new Set(['keys', 'consistentRead', 'projection']);

interface TableRequest {
  readonly keys: readonly Item[];
  readonly keyNames: readonly string[];
  /** Attributes that were fetched only to tell the items apart. */
  readonly unwanted: readonly string[];
}

/** `{data, unprocessedKeys}`, each by table: items in the order of the keys, null for those not there or not read. */
export const batchGetItem: Operation = {
  members: requestMembers('tables'),
  async run(request, context) {
    const tables = new Map<string, TableRequest>();
    const requestItems: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(readObject(request['tables'], '$[tables]'))) {
      const path = `$[tables][${name}]`;
      const table = readObject(value, path);
      refuseUnknownMembers(table, path, tableMembers);
      const keys = readList(table['keys'], `${path}[keys]`).map((key, i) => readItem(key, `${path}[keys][${i}]`));
      const keyNames = Object.keys(keys[0] ?? {});
      const wanted = readOptionalProjection(table['projection'], `${path}[projection]`);
      const { projection, unwanted } = keyedProjection(wanted, keyNames);
      tables.set(name, { keys, keyNames, unwanted });
      requestItems[name] = {
        Keys: keys,
        ConsistentRead: readOptionalBoolean(table['consistentRead'], `${path}[consistentRead]`),
        ProjectionExpression: projection?.text,
        ...placeholders(projection),
      };
    }
    refuseEmptyBatch(requestItems);
    for (const name of tables.keys()) context.authorize('BatchGetItem', name);

    const { outputs, unprocessed, error } = await sendBatch(context, 'BatchGetItem', requestItems);
    const data: Record<string, unknown> = {};
    const unprocessedKeys: Record<string, unknown> = {};
    for (const [name, table] of tables) {
      // The cast states BatchGetItem's answer.
      const found = outputs.flatMap((output) => (output['Responses'] as Record<string, Item[]>)[name] ?? []);
      data[name] = inOrder(table, found);
      unprocessedKeys[name] = keysOf(unprocessed, name).map(itemToJson);
    }
    return { result: { data, unprocessedKeys }, ...(error === undefined ? {} : { error }) };
  },
};

/** DynamoDB answers in any order. */
function inOrder({ keys, keyNames, unwanted }: TableRequest, found: readonly Item[]): unknown[] {
  const byKey = new Map(found.map((item) => [canonicalItem(pick(item, keyNames)), item]));
  return keys.map((key) => {
    const item = byKey.get(canonicalItem(key));
    if (item === undefined) return null;
    const json = itemToJson(item);
    for (const name of unwanted) delete json[name];
    return json;
  });
}

function pick(item: Item, names: readonly string[]): Item {
  // A name that the item lacks cannot be: keys are always there, and a projection was made to include them.
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

function keysOf(unprocessed: RequestItems, table: string): readonly Item[] {
  // The cast states BatchGetItem's answer.
  return (unprocessed[table] as { Keys: Item[] } | undefined)?.Keys ?? [];
}
