import type { IndexDefinition, TableDefinition } from '../../../local/assembly/model.ts';

/** A table with the key `pk`, `sk`, and the global index `byOwner` on `owner`, `at` that carries only `title`. */
export function itemTable(changes: Partial<TableDefinition> = {}): TableDefinition {
  return {
    logicalId: 'Items',
    name: 'Items',
    arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Items',
    keySchema: [
      { name: 'pk', kind: 'HASH' },
      { name: 'sk', kind: 'RANGE' },
    ],
    attributes: [
      { name: 'pk', type: 'S' },
      { name: 'sk', type: 'S' },
      { name: 'owner', type: 'S' },
      { name: 'at', type: 'N' },
    ],
    globalIndexes: [byOwner],
    localIndexes: [],
    ttlAttribute: 'expiresAt',
    ...changes,
  };
}

export const byOwner: IndexDefinition = {
  name: 'byOwner',
  keySchema: [
    { name: 'owner', kind: 'HASH' },
    { name: 'at', kind: 'RANGE' },
  ],
  projection: { kind: 'INCLUDE', attributes: ['title'] },
};
