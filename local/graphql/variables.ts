import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
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
import { locationOf } from './errors.ts';
import { javaClass, javaText } from './java-values.ts';

/** Either the variables, checked and with their defaults, or why they do not fit. */
export type CoercedVariables =
  | { readonly values: Readonly<Record<string, unknown>>; readonly errors: null }
  | { readonly values: null; readonly errors: readonly WireError[] };

/**
 * Checks a request's variables against the operation. As graphql-java does it, the first that does not fit ends the
 * request; a null is blamed on the variable, another bad value on the member of the input object that holds it
 * (github.com/aws/aws-appsync-community/issues/406, github.com/aws-amplify/amplify-flutter/issues/822).
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): CoercedVariables {
  const values: Record<string, unknown> = {};
  try {
    for (const definition of operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value;
      const type = typeFromAST(schema, definition.type);
      // Validation refused every other type already.
      if (!isInputType(type)) continue;
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if ((value ?? null) === null && definition.defaultValue)
        values[name] = valueFromAST(definition.defaultValue, type);
      else if (value !== undefined) values[name] = coerce(definition, name, type, value);
      else if (isNonNullType(type)) throw isNull(definition, type);
    }
  } catch (error) {
    if (error instanceof UnfitVariable) return { values: null, errors: [error.wire] };
    throw error;
  }
  return { values, errors: null };
}

class UnfitVariable extends Error {
  readonly wire: WireError;

  constructor(message: string, definition: VariableDefinitionNode | null) {
    super(message);
    this.wire = { path: null, locations: definition && locationOf(definition), message };
  }
}

/** `name` is that of the variable, or of the member of an input object within it. */
function coerce(definition: VariableDefinitionNode, name: string, type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) {
    if ((value ?? null) === null) throw isNull(definition, type);
    return coerce(definition, name, type.ofType, value);
  }
  if ((value ?? null) === null) return null;
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(definition, name, type.ofType, item));
  }
  if (isInputObjectType(type)) return coerceObject(definition, name, type, value);
  const unfit = (why: string) => new UnfitVariable(`Variable '${name}' has an invalid value. ${why}`, definition);
  if (isEnumType(type)) {
    const member = typeof value === 'string' ? type.getValue(value) : undefined;
    if (member) return member.value;
    throw unfit(`Invalid input for Enum '${type.name}'. No value found for name '${javaText(value)}'`);
  }
  try {
    return type.parseValue(value);
  } catch (error) {
    const isOwn = error instanceof TypeError && error.message.startsWith('Unable to parse');
    throw unfit(isOwn ? error.message : `Expected type '${type.name}' but was '${javaClass(value)}'.`);
  }
}

function coerceObject(
  definition: VariableDefinitionNode,
  name: string,
  type: Extract<GraphQLInputType, { getFields(): unknown }>,
  value: unknown,
): Record<string, unknown> {
  if (!isRecord(value)) {
    throw new UnfitVariable(
      `Variable '${name}' has an invalid value. Expected type 'Map' but was '${javaClass(value)}'. ` +
        `Variables for input objects must be an instance of type 'Map'.`,
      definition,
    );
  }
  const fields = type.getFields();
  if (Object.keys(value).some((member) => !Object.hasOwn(fields, member))) {
    // AppSync names neither the field nor a place (github.com/aws/aws-appsync-community/issues/273).
    const message = `The variables input contains a field that is not defined for input object type '${type.name}' `;
    throw new UnfitVariable(message, null);
  }
  const coerced: Record<string, unknown> = {};
  for (const field of Object.values(fields)) {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (given !== undefined) coerced[field.name] = coerce(definition, field.name, field.type, given);
    else if (isNonNullType(field.type)) throw isNull(definition, field.type);
  }
  return coerced;
}

function isNull(definition: VariableDefinitionNode, type: GraphQLInputType): UnfitVariable {
  const name = definition.variable.name.value;
  return new UnfitVariable(`Variable '${name}' has coerced Null value for NonNull type '${String(type)}'`, definition);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
