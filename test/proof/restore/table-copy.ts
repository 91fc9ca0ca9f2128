import { readModels } from '../../../infra/models.ts';
import { type Row, scan } from '../../../infra/operate/rows.ts';
import type { Network } from '../../support/network.ts';
import { databaseOf } from './verdict.ts';

/** Every row of every table at one moment: what point-in-time recovery has of it, where nobody writes meanwhile. */
export type Copy = ReadonlyMap<string, readonly Row[]>;

export async function copyOf(network: Network): Promise<Copy> {
  const copy = new Map<string, Row[]>();
  for (const { name } of readModels()) {
    const rows: Row[] = [];
    for await (const row of scan(databaseOf(network), name)) rows.push(row);
    copy.set(name, rows);
  }
  return copy;
}

/** Writes it into the empty tables of another deployment. */
export async function restoreTo(network: Network, copy: Copy): Promise<void> {
  for (const [model, rows] of copy) {
    const table = network.tableOf(model);
    for (let start = 0; start < rows.length; start += 25) {
      let left: unknown[] = rows.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
      while (left.length > 0) {
        const answer = await network.dynamoDb.call('BatchWriteItem', { RequestItems: { [table]: left } });
        left = (answer['UnprocessedItems'] as Record<string, unknown[]> | undefined)?.[table] ?? [];
      }
    }
  }
}

/** The same rows, in whatever order. */
export function isSame(a: Copy, b: Copy, models: readonly string[]): boolean {
  const said = (copy: Copy, model: string) => (copy.get(model) ?? []).map((row) => JSON.stringify(row, inOrder)).sort();
  return models.every((model) => said(a, model).join() === said(b, model).join());
}

/** For `JSON.stringify`: members by their names, as a map has no order. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
