import { readFileSync, readdirSync } from 'node:fs';
import { Kind, buildSchema, isObjectType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fields, steps } from '../../infra/wiring.ts';
import { publishDocument } from '../../resolvers/lib/publish-document.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const filesOf = (folder: string) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();

const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));
const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
);

describe('the wiring', () => {
  test('has every field of the schema that a client can begin with', () => {
    expect(Object.keys(fields).sort()).toEqual(rootFields.sort());
  });
  test('has every field that has code, and none without', () => {
    expect(Object.keys(fields).sort()).toEqual(filesOf('resolvers'));
  });
  test('has every step that has code, and none without', () => {
    expect(Object.keys(steps).sort()).toEqual(filesOf('resolvers/functions'));
  });
  test('uses every step', () => {
    const used = new Set(Object.values(fields).flatMap((wiring) => (typeof wiring === 'string' ? [] : wiring)));
    expect([...used].sort()).toEqual(Object.keys(steps).sort());
  });
  test('authorizes the caller first wherever they name something', () => {
    const naming = Object.entries(fields).filter(([address]) =>
      /\b(id|channelId|workspaceId|input)\b/.test(argumentsOf(address)),
    );
    expect(naming.length).toBeGreaterThan(3);
    for (const [address, wiring] of naming) {
      // The service's own field is closed to people by its directive, which a test of the running server holds.
      if (address !== 'Mutation.publishChannelEvent') expect(wiring[0], address).toMatch(/^authorize/);
    }
  });
});

function argumentsOf(address: string): string {
  const [typeName = '', fieldName = ''] = address.split('.');
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return '';
  return (type.getFields()[fieldName]?.args ?? []).map((argument) => argument.name).join(' ');
}

describe('what the service publishes', () => {
  test('is valid against the schema', () => {
    expect(validate(schema, parse(publishDocument))).toEqual([]);
  });
  test('selects every field that a subscriber can, so that no event arrives with holes', () => {
    for (const typeName of ['ChannelEvent', 'Message']) {
      const type = schema.getType(typeName);
      const names = type && 'getFields' in type ? Object.keys(type.getFields()) : [];
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect(publishDocument).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
  test('takes exactly the fields of an event and its message', () => {
    for (const [output, input] of [
      ['ChannelEvent', 'ChannelEventInput'],
      ['Message', 'ChannelEventMessageInput'],
    ] as const) {
      expect(fieldNames(input)).toEqual(fieldNames(output));
    }
  });
});

function fieldNames(typeName: string): string[] {
  const type = schema.getType(typeName);
  return type && 'getFields' in type ? Object.keys(type.getFields()).sort() : [];
}

describe('the operations', () => {
  const documents = readdirSync(new URL('operations', root))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => read(`operations/${name}`))
    .join('\n');
  test('are valid against the schema', () => {
    expect(validate(schema, parse(documents))).toEqual([]);
  });
  test('call every field that a person may call', () => {
    const called = parse(documents).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? definition.selectionSet.selections.map((field) => (field.kind === Kind.FIELD ? field.name.value : ''))
        : [],
    );
    const forPeople = rootFields.filter((address) => address !== 'Mutation.publishChannelEvent');
    expect(called.sort()).toEqual(forPeople.map((address) => address.split('.')[1]).sort());
  });
});
