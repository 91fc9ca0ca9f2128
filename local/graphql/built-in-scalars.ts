import type { GraphQLOutputType, GraphQLSchema } from 'graphql';
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isInt32, javaClass, javaText } from './java-values.ts';

/**
 * Gives the fields of a built and validated schema GraphQL's own five scalars as graphql-java writes them: the text `5` is an Int, `true`
 * is not; a String field turns whatever it is given into text. What comes in keeps graphql-js's rules, which are stricter.
 *
 * graphql-js shares its five scalars among all schemas, so the fields get others of the same names. A field's type is read
 * by execution and by the check for overlapping fields alone; arguments and variables keep the shared ones.
 */
export function attachBuiltInScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.type = exchanged(field.type);
  }
}

/** Undefined = graphql-java refuses the value. */
const writers: Readonly<Record<string, (value: unknown) => unknown>> = {
  Int: (value) => {
    const number = numberOf(value);
    return number !== undefined && isInt32(number) ? number : undefined;
  },
  Float: numberOf,
  Boolean: (value) => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return value.toLowerCase() === 'true';
    return typeof value === 'number' ? value !== 0 : undefined;
  },
  String: javaText,
  ID: (value) => {
    if (typeof value === 'string') return value;
    return typeof value === 'number' && Number.isInteger(value) ? String(value) : undefined;
  },
};

const replacements = new Map(
  Object.entries(writers).map(([name, write]) => {
    const serialize = (value: unknown): unknown => {
      const written = write(value);
      if (written === undefined) throw new TypeError(`Expected type '${name}' but was '${javaClass(value)}'.`);
      return written;
    };
    return [name, new GraphQLScalarType({ name, serialize })];
  }),
);

function exchanged(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) {
    const inner = exchanged(type.ofType);
    // The type is unwrapped already: it cannot be non-null once more.
    return inner === type.ofType ? type : new GraphQLNonNull(inner as typeof type.ofType);
  }
  if (isListType(type)) {
    const inner = exchanged(type.ofType);
    return inner === type.ofType ? type : new GraphQLList(inner);
  }
  return replacements.get(type.name) ?? type;
}

/** As Java's BigDecimal reads it: no blanks, no hexadecimal. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)) return undefined;
  return Number(value);
}
