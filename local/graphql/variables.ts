import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import type { WireError } from './errors.ts';

/** Either the variables, checked and with their defaults, or why they do not fit. */
export type CoercedVariables =
  | { readonly values: Readonly<Record<string, unknown>>; readonly errors: null }
  | { readonly values: null; readonly errors: readonly WireError[] };

/** Checks a request's variables against the operation. The errors are worded as graphql-java's. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): CoercedVariables {
  const values: Record<string, unknown> = {};
  const errors: WireError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    // Validation refused every other type already.
    if (!isInputType(type)) continue;
    const start = definition.loc?.startToken;
    const fail = (message: string) =>
      errors.push({
        path: null,
        locations: start ? [{ line: start.line, column: start.column, sourceName: null }] : null,
        message,
      });
    const isGiven = Object.hasOwn(given, name) && given[name] !== undefined;
    if (!isGiven && definition.defaultValue) values[name] = valueFromAST(definition.defaultValue, type);
    else if (!isGiven && isNonNullType(type)) fail(coercedNull(name, type));
    else if (isGiven) values[name] = coerce({ variable: name, fail }, name, type, given[name]);
  }
  return errors.length === 0 ? { values, errors: null } : { values: null, errors };
}

interface Reporter {
  readonly variable: string;
  readonly fail: (message: string) => void;
}

function coerce(reporter: Reporter, name: string, type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return void reporter.fail(coercedNull(name, type));
    return coerce(reporter, name, type.ofType, value);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(reporter, name, type.ofType, item));
  }
  if (isInputObjectType(type)) return coerceObject(reporter, type, value);
  if (isEnumType(type)) {
    const member = typeof value === 'string' ? type.getValue(value) : undefined;
    if (member) return member.value;
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return void reporter.fail(
      `Variable '${reporter.variable}' has an invalid value : Invalid input for Enum '${type.name}'. No value found for name '${shown}'`,
    );
  }
  try {
    const parsed: unknown = type.parseValue(value);
    if (parsed !== undefined) return parsed;
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('Unable to parse')) {
      return void reporter.fail(`Variable '${reporter.variable}' has an invalid value : ${error.message}`);
    }
  }
  reporter.fail(
    `Variable '${reporter.variable}' has an invalid value : Expected type '${type.name}' but was '${javaType(value)}'.`,
  );
  return undefined;
}

function coerceObject(
  reporter: Reporter,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  value: unknown,
): Record<string, unknown> | undefined {
  if (!isRecord(value)) {
    return void reporter.fail(
      `Variable '${reporter.variable}' has an invalid value : Expected type 'Map' but was '${javaType(value)}'. ` +
        `Variables for input objects must be an instance of type 'Map'.`,
    );
  }
  const fields = type.getFields();
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(fields, name)) continue;
    reporter.fail(
      `The variables input contains a field name '${name}' that is not defined for input object type '${type.name}' `,
    );
  }
  const coerced: Record<string, unknown> = {};
  for (const field of Object.values(fields)) {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (given !== undefined) coerced[field.name] = coerce(reporter, field.name, field.type, given);
    else if (field.defaultValue !== undefined) coerced[field.name] = field.defaultValue;
    else if (isNonNullType(field.type)) reporter.fail(coercedNull(field.name, field.type));
  }
  return coerced;
}

function coercedNull(name: string, type: GraphQLInputType): string {
  return `Variable '${name}' has coerced Null value for NonNull type '${String(type)}'`;
}

function javaType(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Double';
  return Array.isArray(value) ? 'ArrayList' : 'LinkedHashMap';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
