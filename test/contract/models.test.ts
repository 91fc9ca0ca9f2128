import { readFileSync } from 'node:fs';
import { type GraphQLObjectType, buildSchema, isEnumType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Field {
  type: string;
  required?: boolean;
  internal?: boolean;
}
interface Model {
  internal?: boolean;
  key: Key;
  indexes?: Record<string, Key & { projection: string | string[] }>;
  fields: Record<string, Field>;
  relations?: Record<string, { hasMany?: string; belongsTo?: string; by: string; index?: string }>;
}
interface Key {
  partition: string;
  sort?: string;
}

// The file is this test's to judge: what does not hold of its shape fails below.
const { models, types } = JSON.parse(read('models.json')) as {
  models: Record<string, Model>;
  types: Record<string, { values?: string[]; fields?: Record<string, Field> }>;
};
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));
const typeOf = (name: string): GraphQLObjectType | undefined => {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
};

/** Promised to readers though a row may not hold it, because the resolvers fill it in: `rev` is then `seq`, a list is empty. */
const filledIn = ['Message.rev', 'Message.attachments', 'Message.mentions'];

/** In every row, but not for everyone's eyes: a read marker is its owner's, and a reaction that never was has no time. */
const withheld = ['ChannelMember.lastReadSeq', 'Reaction.createdAt'];

/** Fields of a type that no row holds: what they are made of. */
const derived: Readonly<Record<string, readonly string[]>> = {
  WorkspaceMember: ['user'],
  // Of the channel's messageCount and the row's readCount.
  ChannelMember: ['user', 'unreadCount'],
};

/** Stored types that readers know by another name: a map's keys are then a field of its entries. */
const shownAs: Readonly<Record<string, string>> = {
  '{ReactionTally}': '[ReactionCount]',
  EpochMillis: 'AWSDateTime',
};

describe('models.json against schema.graphql', () => {
  for (const [model, { internal: isInternal, fields }] of Object.entries(models)) {
    if (isInternal) {
      test(`${model} is kept from the schema`, () => {
        expect(schema.getType(model)).toBeUndefined();
      });
      continue;
    }
    for (const [name, field] of Object.entries(fields)) {
      const address = `${model}.${name}`;
      test(`${address} is ${field.internal ? 'kept from' : 'in'} the schema`, () => {
        const found = typeOf(model)?.getFields()[name];
        if (field.internal) return expect(found).toBeUndefined();
        if (!found) return expect.fail(`schema.graphql has no ${address}`);
        expect(String(found.type).replaceAll('!', '')).toBe(shownAs[field.type] ?? field.type);
        const isPromised = isNonNullType(found.type);
        if (isPromised && !field.required) expect(filledIn).toContain(address);
        if (!isPromised && field.required) expect(withheld).toContain(address);
      });
    }
  }
  test('what is filled in or withheld is a stored field that differs so', () => {
    const stored = (address: string) => {
      const [model = '', name = ''] = address.split('.');
      return models[model]?.fields[name]?.required ?? false;
    };
    const isPromised = (address: string) => {
      const [model = '', name = ''] = address.split('.');
      return isNonNullType(typeOf(model)?.getFields()[name]?.type);
    };
    expect(filledIn.filter((address) => stored(address) || !isPromised(address))).toEqual([]);
    expect(withheld.filter((address) => !stored(address) || isPromised(address))).toEqual([]);
  });
});

describe('schema.graphql against models.json', () => {
  for (const model of Object.keys(models)) {
    for (const name of Object.keys(typeOf(model)?.getFields() ?? {})) {
      test(`${model}.${name} is stored or derived, not both`, () => {
        const isStored = name in (models[model]?.fields ?? {});
        expect(isStored).not.toBe(derived[model]?.includes(name) ?? false);
      });
    }
  }
  test('what is derived is there', () => {
    for (const [model, names] of Object.entries(derived)) {
      expect(Object.keys(typeOf(model)?.getFields() ?? {})).toEqual(expect.arrayContaining([...names]));
    }
  });
  for (const [name, { values, fields }] of Object.entries(types)) {
    if (values) {
      test(`${name} has the same values in both`, () => {
        const type = schema.getType(name);
        expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(values);
      });
    }
    if (fields && typeOf(name)) {
      test(`${name} is shown as it is stored`, () => {
        const shown = Object.values(typeOf(name)?.getFields() ?? {}).map(({ name, type }) => [name, String(type)]);
        expect(shown).toEqual(
          Object.entries(fields).map(([field, { type, required }]) => [field, `${type}${required ? '!' : ''}`]),
        );
      });
    }
  }
  test('ReactionCount tells the emoji, which keys the map, and how many of the tally; when it came orders them', () => {
    expect(types.ReactionTally?.fields).toEqual({
      count: { type: 'Int', required: true },
      since: { type: 'Int', required: true, description: expect.any(String) as string },
    });
    expect(Object.values(typeOf('ReactionCount')?.getFields() ?? {}).map((field) => String(field.name))).toEqual([
      'emoji',
      'count',
      'reactedByMe',
    ]);
  });
});

const scalars = ['ID', 'String', 'Int', 'Boolean', 'AWSDateTime', 'EpochMillis'];

describe('models.json itself', () => {
  for (const [model, { key, indexes = {}, fields, relations = {} }] of Object.entries(models)) {
    test(`${model}'s keys are required fields`, () => {
      const keys = [key.partition, key.sort].filter((name) => name !== undefined);
      expect(keys.map((name) => fields[name]?.required)).toEqual(keys.map(() => true));
    });
    test(`${model}'s fields are of known types, lists of them in brackets and maps in braces`, () => {
      for (const [name, { type }] of Object.entries(fields)) {
        expect([...scalars, ...Object.keys(types)], `${model}.${name}`).toContain(
          type.replace(/^\[(.+)\]$|^\{(.+)\}$/, '$1$2'),
        );
      }
    });
    test(`${model}'s indexes and relations name fields, models and indexes that are there`, () => {
      for (const { partition, sort, projection } of Object.values(indexes)) {
        expect(Object.keys(fields)).toEqual(expect.arrayContaining([partition, ...(sort ? [sort] : [])]));
        if (typeof projection === 'string') {
          expect(['ALL', 'KEYS_ONLY']).toContain(projection);
          continue;
        }
        expect(Object.keys(fields)).toEqual(expect.arrayContaining(projection));
        // DynamoDB projects every key by itself, and refuses an index that names one.
        const keys = [key.partition, key.sort, partition, sort];
        expect(projection.filter((field) => keys.includes(field))).toEqual([]);
      }
      for (const { hasMany, belongsTo, by, index } of Object.values(relations)) {
        const other = hasMany ?? belongsTo ?? '';
        expect(Object.keys(models)).toContain(other);
        expect(Object.keys(hasMany ? (models[other]?.fields ?? {}) : fields)).toContain(by);
        const found = index ? models[other]?.indexes?.[index] : models[other]?.key;
        if (hasMany) expect(found?.partition, `${model} has many ${other} by ${by}`).toBe(by);
      }
    });
  }
  test('history is read over messages_by_channel, by channel and time', () => {
    expect(models.Message?.indexes?.messages_by_channel).toMatchObject({
      partition: 'channelId',
      sort: 'createdAt',
      projection: 'ALL',
    });
  });
});
