import { readFileSync } from 'node:fs';
import { type GraphQLObjectType, buildSchema, isEnumType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';

/** The schema's descriptions are the reference of the API: what nobody can guess from a name has to stand there. */
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type);
const outputs = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type),
);

describe('schema.graphql says', () => {
  test('what every operation does', () => {
    expect(undescribed(roots)).toEqual([]);
  });

  test('what every type is, but for pages, which are all alike', () => {
    const silent = outputs.filter(({ name, description }) => !description && !name.endsWith('Connection'));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test('when a field is null that may be: the case itself, or the kinds of events that have it', () => {
    const open = outputs.flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ type, description }) => !isNonNullType(type) && !/\bnull\b|^`[A-Z_]+`/i.test(description ?? ''))
        .map(({ name }) => `${type.name}.${name}`),
    );
    expect(open).toEqual([]);
  });

  test('what every type of error means', () => {
    const errors = schema.getType('ErrorType');
    const silent = isEnumType(errors) ? errors.getValues().filter(({ description }) => !description) : [errors];
    expect(silent).toEqual([]);
  });
});

function undescribed(types: readonly GraphQLObjectType[]): string[] {
  return types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ description }) => !description)
      .map(({ name }) => `${type.name}.${name}`),
  );
}
