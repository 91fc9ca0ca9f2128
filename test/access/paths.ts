import { readFileSync } from 'node:fs';
import { type GraphQLObjectType, type GraphQLSchema, buildSchema, getNamedType, isObjectType } from 'graphql';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Parley's schema, with what AppSync adds to it. */
const schema: GraphQLSchema = buildSchema(read('operations/codegen/appsync.graphql') + read('schema.graphql'));

/** Every field that a client can begin with, as `Type.field`. */
export const addresses: readonly string[] = rootTypes().flatMap((type) =>
  Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
);

/** A way to an object: `Query.syncChannel.messages.reactions`, and the type that is found there. */
export interface Path {
  path: string;
  type: string;
}

/** All the ways that the schema has from a field that a client begins with to objects, the field's own answer included. */
export function pathsOf(address: string): Path[] {
  const type = answerOf(address);
  return type ? walk(address, type, []) : [];
}

/** A selection of all that the field gives, to the last leaf. Empty = it gives a scalar. */
export function wholeSelection(address: string): string {
  const type = answerOf(address);
  return type ? select(type, []) : '';
}

/** Objects of an answer by the path to them. `value` is what stands at the field itself. */
export function objectsOf(address: string, value: unknown): { path: string; type: string; object: Found }[] {
  const type = answerOf(address);
  return type ? collect(address, type, value) : [];
}

export type Found = Readonly<Record<string, unknown>>;

function collect(path: string, type: GraphQLObjectType, value: unknown): ReturnType<typeof objectsOf> {
  if (Array.isArray(value)) return value.flatMap((one) => collect(path, type, one));
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Found; // Neither null nor a list.
  const within = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    return isObjectType(inner) ? collect(`${path}.${field.name}`, inner, object[field.name]) : [];
  });
  return [{ path, type: type.name, object }, ...within];
}

/** No type leads back to itself; where one ever does, the way ends there. */
function walk(path: string, type: GraphQLObjectType, above: readonly string[]): Path[] {
  if (above.includes(type.name)) return [];
  const within = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    return isObjectType(inner) ? walk(`${path}.${field.name}`, inner, [...above, type.name]) : [];
  });
  return [{ path, type: type.name }, ...within];
}

function select(type: GraphQLObjectType, above: readonly string[]): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isObjectType(inner)) return [field.name];
    return above.includes(inner.name) ? [] : [`${field.name} ${select(inner, [...above, type.name])}`];
  });
  return `{ ${fields.join(' ')} }`;
}

function answerOf(address: string): GraphQLObjectType | null {
  const [typeName = '', fieldName = ''] = address.split('.');
  const root = rootTypes().find((type) => type.name === typeName);
  const field = root?.getFields()[fieldName];
  if (!field) throw new Error(`the schema has no ${address}`);
  const type = getNamedType(field.type);
  return isObjectType(type) ? type : null;
}

function rootTypes(): GraphQLObjectType[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type);
}
