import { readFileSync, readdirSync } from 'node:fs';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { type StepName, fields, steps } from '../../infra/wiring.ts';

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
    const used = new Set(Object.values(fields).flatMap((wiring) => stepsOf(wiring)));
    expect([...used].sort()).toEqual(Object.keys(steps).sort());
  });
  test('has at most the 10 steps that a pipeline of AppSync may have', () => {
    const lengths = Object.entries(fields).map(([address, wiring]) => [address, stepsOf(wiring).length] as const);
    expect(lengths.filter(([, length]) => length > 10)).toEqual([]);
  });
});

/** Steps that may come before the caller's right is known: they only read what says which right that is. */
const mayComeBefore: Readonly<Record<string, readonly StepName[]>> = {
  'Query.getMessage': ['findMessage'],
};

/** Fields that name something, and need no look at any right: why each does not. */
const needNoRight: Readonly<Record<string, string>> = {
  'Mutation.createWorkspace': 'makes what nobody had a right to before',
  'Mutation.updateProfile': 'changes the caller alone',
  'Mutation.reportMetrics': 'names nothing: a report is of its client, and counts for the caller alone',
  'Mutation.publishChannelEvent': 'is closed to people by its directive',
  'Mutation.publishInboxEvent': 'is closed to people by its directive',
  'Mutation.publishInboxEvents': 'is closed to people by its directive',
  'Subscription.onInboxEvent': 'compares the id with the caller’s own',
};

describe('the caller’s right', () => {
  const naming = Object.entries(fields).filter(([address]) =>
    argumentsOf(address).some((argument) => argument === 'input' || /id$/i.test(argument)),
  );

  for (const [address, wiring] of naming) {
    if (address in needNoRight) continue;
    test(`is looked at first by ${address}, which names something`, () => {
      const order = stepsOf(wiring).filter((step) => !mayComeBefore[address]?.includes(step));
      expect(order[0]).toMatch(/^authorize(Channel|Workspace)$/);
    });
  }

  test('is left out where it needs to be, and nowhere else', () => {
    const without = naming.filter(([, wiring]) => !stepsOf(wiring).some((step) => step.startsWith('authorize')));
    expect(without.map(([address]) => address).sort()).toEqual(Object.keys(needNoRight).sort());
  });
});

function stepsOf(wiring: (typeof fields)[string] | undefined): readonly StepName[] {
  return wiring === undefined || typeof wiring === 'string' ? [] : wiring;
}

function argumentsOf(address: string): string[] {
  const [typeName = '', fieldName = ''] = address.split('.');
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return [];
  return (type.getFields()[fieldName]?.args ?? []).map((argument) => argument.name);
}
