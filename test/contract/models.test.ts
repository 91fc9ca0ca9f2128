import { readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  buildSchema,
  isEnumType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Field {
  type: string;
  required?: boolean;
  internal?: boolean;
}
interface Model {
  key: { partition: string; sort?: string };
  indexes?: Record<string, { partition: string; sort?: string; projection: string }>;
  fields: Record<string, Field>;
  relations?: Record<string, { hasMany?: string; belongsTo?: string; by: string; index?: string }>;
}

const { models, types } = JSON.parse(read('models.json')) as {
  models: Record<string, Model>;
  types: Record<string, { values?: string[] }>;
};
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

/**
 * What the schema does not show yet, though the data model has it: it comes with the operations that write it. An entry that
 * the schema does show fails below, so the list can only shrink.
 */
const notServedYet: Record<string, readonly string[]> = {
  WorkspaceMember: ['*'],
  Reaction: ['*'],
  Message: ['attachments', 'mentions', 'editedAt', 'deletedAt'],
  // Shown as MyChannel, with what is unread.
  ChannelMember: ['*'],
};

/** Fields of a type that no row holds: what they are made of. */
const derived: Record<string, readonly string[]> = {};

const shown = (model: string) => schema.getType(model) as GraphQLObjectType | undefined;
const isPending = (model: string, field: string) =>
  notServedYet[model]?.includes('*') || notServedYet[model]?.includes(field) || false;

describe('models.json against schema.graphql', () => {
  for (const [model, { fields }] of Object.entries(models)) {
    for (const [name, field] of Object.entries(fields)) {
      const pending = isPending(model, name);
      test(`${model}.${name} is ${field.internal ? 'kept from' : pending ? 'not yet in' : 'in'} the schema`, () => {
        const found = shown(model)?.getFields()[name];
        if (field.internal || pending) return expect(found).toBeUndefined();
        expect(found, `schema.graphql has no ${model}.${name}`).toBeDefined();
        expect(schemaType(String(found?.type))).toBe(storedType(field.type));
        // A field that may be absent can be promised only where a resolver fills it in.
        if (found && isNonNullType(found.type) && !field.required) expect(filledIn).toContain(`${model}.${name}`);
        if (found && field.required) expect(isNonNullType(found.type)).toBe(true);
      });
    }
  }
});

/** Promised to readers though a row may not hold it: `rev` is then `seq`. */
const filledIn = ['Message.rev'];

describe('schema.graphql against models.json', () => {
  const entities = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && type.name in models,
  );
  test('every model that is served is a type', () => {
    const missing = Object.keys(models).filter((model) => !notServedYet[model]?.includes('*') && !shown(model));
    expect(missing).toEqual([]);
  });
  for (const type of entities) {
    for (const name of Object.keys(type.getFields())) {
      test(`${type.name}.${name} is stored or derived`, () => {
        const isStored = name in (models[type.name]?.fields ?? {});
        expect(isStored || derived[type.name]?.includes(name)).toBe(true);
      });
    }
  }
  for (const [name, { values }] of Object.entries(types)) {
    const type: GraphQLNamedType | undefined = schema.getType(name);
    if (!values || !isEnumType(type)) continue;
    test(`${name} has the same values in both`, () => {
      expect(type.getValues().map((value) => value.name)).toEqual(values);
    });
  }
});

describe('models.json itself', () => {
  for (const [model, { key, indexes = {}, fields, relations = {} }] of Object.entries(models)) {
    test(`${model}'s keys are required fields`, () => {
      const keys = [key.partition, key.sort].filter((name) => name !== undefined);
      expect(keys.map((name) => fields[name]?.required)).toEqual(keys.map(() => true));
    });
    test(`${model}'s indexes and relations name fields, models and indexes that are there`, () => {
      for (const index of Object.values(indexes)) {
        expect(Object.keys(fields)).toContain(index.partition);
        if (index.sort) expect(Object.keys(fields)).toContain(index.sort);
      }
      for (const { hasMany, belongsTo, by, index } of Object.values(relations)) {
        const other = hasMany ?? belongsTo ?? '';
        expect(Object.keys(models)).toContain(other);
        expect(Object.keys(hasMany ? (models[other]?.fields ?? {}) : fields)).toContain(by);
        if (index) expect(models[other]?.indexes?.[index]?.partition).toBe(by);
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

function schemaType(type: string): string {
  return type.replaceAll('!', '');
}

/** How a stored type is written in the schema. */
function storedType(type: string): string {
  return type === 'EpochMillis' ? 'AWSDateTime' : type;
}
