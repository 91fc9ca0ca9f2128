import models from '../models.json' with { type: 'json' };

/** One model of models.json, as far as a table is made of it. */
export interface Model {
  readonly name: string;
  readonly key: Key;
  readonly indexes: readonly (Key & { readonly name: string; readonly projection: Projection })[];
  /** The DynamoDB type of each field that a key or index names. */
  readonly keyTypes: Readonly<Record<string, 'S' | 'N'>>;
}

/** Which fields an index holds besides its keys and the table's: all, none, or those. */
export type Projection = 'ALL' | 'KEYS_ONLY' | readonly string[];

export interface Key {
  readonly partition: string;
  readonly sort?: string;
}

interface ModelSource {
  key: Key;
  indexes?: Record<string, Key & { projection: string | string[] }>;
  fields: Record<string, { type: string }>;
}

/** Every model of models.json, in its order. Throws where a key or index names a field that is not there. */
export function readModels(): readonly Model[] {
  return Object.entries(models.models as Record<string, ModelSource>).map(([name, source]) => {
    const indexes = Object.entries(source.indexes ?? {}).map(([indexName, index]) => ({
      name: indexName,
      partition: index.partition,
      sort: index.sort,
      projection: projectionOf(name, indexName, index.projection, source),
    }));
    const keyFields = [source.key, ...indexes].flatMap((key) => [key.partition, ...(key.sort ? [key.sort] : [])]);
    const keyTypes = Object.fromEntries(keyFields.map((field) => [field, keyTypeOf(name, field, source)]));
    return { name, key: source.key, indexes, keyTypes };
  });
}

function projectionOf(model: string, index: string, projection: string | string[], source: ModelSource): Projection {
  if (projection === 'ALL' || projection === 'KEYS_ONLY') return projection;
  if (Array.isArray(projection) && projection.every((field) => field in source.fields)) return projection;
  throw new Error(`models.json: ${model}.${index} has the unknown projection ${String(projection)}`);
}

const keyTypes: Readonly<Record<string, 'S' | 'N'>> = {
  ID: 'S',
  String: 'S',
  AWSDateTime: 'S',
  Int: 'N',
  EpochMillis: 'N',
};

function keyTypeOf(model: string, field: string, source: ModelSource): 'S' | 'N' {
  const type = source.fields[field]?.type;
  const keyType = type === undefined ? undefined : keyTypes[type];
  if (!keyType) throw new Error(`models.json: ${model}.${field} is part of a key, but is no field of a key's type`);
  return keyType;
}
