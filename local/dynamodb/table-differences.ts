import type { IndexDefinition, KeyElement, TableDefinition } from '../assembly/model.ts';

/** `DescribeTable`'s answer, as far as it matters here. */
export interface StoredTable {
  readonly TableStatus: string;
  readonly KeySchema: readonly StoredKey[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly GlobalSecondaryIndexes?: readonly StoredIndex[];
  readonly LocalSecondaryIndexes?: readonly StoredIndex[];
}

interface StoredKey {
  readonly AttributeName: string;
  readonly KeyType: string;
}

interface StoredIndex {
  readonly IndexName: string;
  readonly IndexStatus?: string;
  readonly KeySchema: readonly StoredKey[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}

/** How a stored table falls short of its definition. Both lists empty = it fits. */
export function differences(
  wanted: TableDefinition,
  stored: StoredTable,
): {
  /** What no update can mend, each a phrase for a developer. */
  mismatches: string[];
  /** Global indexes to be added. */
  missingIndexes: IndexDefinition[];
} {
  const mismatches: string[] = [];
  const missingIndexes: IndexDefinition[] = [];
  const wantedTypes = new Map(wanted.attributes.map(({ name, type }) => [name, type as string]));
  const storedTypes = new Map(
    stored.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );

  expectSame('its key', keyText(wanted.keySchema, wantedTypes), storedKeyText(stored.KeySchema, storedTypes));
  compareIndexes('global', wanted.globalIndexes, stored.GlobalSecondaryIndexes ?? []);
  compareIndexes('local', wanted.localIndexes, stored.LocalSecondaryIndexes ?? []);
  return { mismatches, missingIndexes };

  function expectSame(what: string, wantedText: string, storedText: string): void {
    if (wantedText !== storedText) mismatches.push(`${what} is ${storedText}, not ${wantedText}`);
  }

  function compareIndexes(
    kind: 'global' | 'local',
    wantedIndexes: readonly IndexDefinition[],
    storedIndexes: readonly StoredIndex[],
  ): void {
    const remaining = new Map(storedIndexes.map((index) => [index.IndexName, index]));
    for (const index of wantedIndexes) {
      const other = remaining.get(index.name);
      remaining.delete(index.name);
      if (other !== undefined) {
        const name = `index "${index.name}"`;
        expectSame(
          `the key of ${name}`,
          keyText(index.keySchema, wantedTypes),
          storedKeyText(other.KeySchema, storedTypes),
        );
        expectSame(`the projection of ${name}`, projectionText(index), storedProjectionText(other));
      } else if (kind === 'global') {
        missingIndexes.push(index);
      } else {
        mismatches.push(`local index "${index.name}" is missing, and can only be made together with the table`);
      }
    }
    for (const name of remaining.keys())
      mismatches.push(`it has the ${kind} index "${name}", which is not in the template`);
  }
}

type Types = ReadonlyMap<string, string>;

function keyText(elements: readonly KeyElement[], types: Types): string {
  return elements.map(({ name, kind }) => `${kind} ${name}:${types.get(name) ?? '?'}`).join(', ');
}

function storedKeyText(keys: readonly StoredKey[], types: Types): string {
  return keyText(
    keys.map(({ AttributeName, KeyType }) => ({ name: AttributeName, kind: KeyType === 'HASH' ? 'HASH' : 'RANGE' })),
    types,
  );
}

function projectionText({ projection }: IndexDefinition): string {
  return projection.kind === 'INCLUDE' ? `INCLUDE ${[...projection.attributes].sort().join(', ')}` : projection.kind;
}

function storedProjectionText({ Projection: { ProjectionType, NonKeyAttributes = [] } }: StoredIndex): string {
  return ProjectionType === 'INCLUDE' ? `INCLUDE ${[...NonKeyAttributes].sort().join(', ')}` : ProjectionType;
}
