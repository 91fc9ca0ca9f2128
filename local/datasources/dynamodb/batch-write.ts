import { itemToJson, readItem, type Item } from './attribute-value.ts';
import { refuseEmptyBatch, sendBatch } from './batch.ts';
import type { OperationContext, OperationResult } from './operation.ts';
import { readList, readObject, type RequestObject } from './request-object.ts';
import { canonicalItem } from './same-item.ts';

/** How puts and deletes are told apart within BatchWriteItem. */
export interface BatchWriteKind {
  readonly request: 'PutRequest' | 'DeleteRequest';
  readonly content: 'Item' | 'Key';
  readonly unprocessedName: 'unprocessedItems' | 'unprocessedKeys';
}

/** `{data, unprocessed…}`, each by table; what was written in the order of the request, null for what was not. */
export async function batchWrite(
  request: RequestObject,
  context: OperationContext,
  kind: BatchWriteKind,
): Promise<OperationResult> {
  const tables = new Map<string, Item[]>();
  const requestItems: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(readObject(request['tables'], '$[tables]'))) {
    const path = `$[tables][${name}]`;
    const items = readList(value, path).map((item, index) => readItem(item, `${path}[${index}]`));
    tables.set(name, items);
    requestItems[name] = items.map((item) => ({ [kind.request]: { [kind.content]: item } }));
  }
  refuseEmptyBatch(requestItems);
  for (const name of tables.keys()) context.authorize('BatchWriteItem', name);

  const { unprocessed, error } = await sendBatch(context, 'BatchWriteItem', requestItems);
  const data: Record<string, unknown> = {};
  const unprocessedByTable: Record<string, unknown> = {};
  for (const [name, items] of tables) {
    // The cast states BatchWriteItem's answer.
    const requests = (unprocessed[name] ?? []) as Record<string, Record<string, Item>>[];
    const left = requests.map((one) => one[kind.request]?.[kind.content] ?? {});
    const leftTexts = new Set(left.map((item) => canonicalItem(item)));
    data[name] = items.map((item) =>
      leftTexts.size > 0 && leftTexts.has(canonicalItem(item)) ? null : itemToJson(item),
    );
    unprocessedByTable[name] = left.map(itemToJson);
  }
  return { result: { data, [kind.unprocessedName]: unprocessedByTable }, ...(error === undefined ? {} : { error }) };
}
