import type {
  GraphQLInputObjectType,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
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
    for (const { name, definition, isNullable, defaultValue, coerce } of variablesOf(schema, operation)) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      const isMissing = value === undefined || (value === null && !isNullable);
      if (isMissing && defaultValue !== undefined) values[name] = defaultValue();
      else if (value !== undefined) values[name] = coerce(value, definition, name);
      else if (!isNullable) coerce(null, definition, name);
    }
  } catch (error) {
    if (error instanceof UnfitVariable) return { values: null, errors: [error.wire] };
    throw error;
  }
  return { values, errors: null };
}

interface Variable {
  readonly name: string;
  readonly definition: VariableDefinitionNode;
  readonly isNullable: boolean;
  /** A new one each time, as resolvers may write into their arguments. */
  readonly defaultValue: (() => unknown) | undefined;
  readonly coerce: Coerce;
}

/** Reads a value of one type. `name` is that of the variable, or of the member of an input object within it. */
type Coerce = (value: unknown, definition: VariableDefinitionNode, name: string) => unknown;

const known = new WeakMap<
  OperationDefinitionNode,
  { readonly schema: GraphQLSchema; readonly variables: Variable[] }
>();

/** Worked out once for an operation, as asking each type what it is takes far longer than to read the values. */
function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Variable[] {
  const before = known.get(operation);
  if (before?.schema === schema) return before.variables;
  const variables = (operation.variableDefinitions ?? []).flatMap((definition): Variable[] => {
    const type = typeFromAST(schema, definition.type);
    // Validation refused every other type already.
    if (!isInputType(type)) return [];
    const { defaultValue: written } = definition;
    const defaultValue = written && (() => valueFromAST(written, type));
    const name = definition.variable.name.value;
    return [{ name, definition, isNullable: !isNonNullType(type), defaultValue, coerce: coercerOf(type) }];
  });
  known.set(operation, { schema, variables });
  return variables;
}

class UnfitVariable extends Error {
  readonly wire: WireError;

  constructor(message: string, definition: VariableDefinitionNode | null) {
    super(message);
    this.wire = { path: null, locations: definition && locationOf(definition), message };
  }
}

const coercers = new WeakMap<GraphQLInputType, Coerce>();

function coercerOf(type: GraphQLInputType): Coerce {
  const before = coercers.get(type);
  if (before) return before;
  const made = createCoercer(type);
  coercers.set(type, made);
  return made;
}

function createCoercer(type: GraphQLInputType): Coerce {
  if (isNonNullType(type)) {
    const coerce = coercerOf(type.ofType);
    return (value, definition, name) => {
      if ((value ?? null) === null) throw isNull(definition, type);
      return coerce(value, definition, name);
    };
  }
  if (isListType(type)) {
    const coerce = coercerOf(type.ofType);
    return (value, definition, name) => {
      if ((value ?? null) === null) return null;
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      return items.map((item) => coerce(item, definition, name));
    };
  }
  if (isInputObjectType(type)) return objectCoercer(type);
  if (isEnumType(type)) {
    return (value, definition, name) => {
      if ((value ?? null) === null) return null;
      const member = typeof value === 'string' ? type.getValue(value) : undefined;
      if (member) return member.value;
      const why = `Invalid input for Enum '${type.name}'. No value found for name '${javaText(value)}'`;
      throw unfit(definition, name, why);
    };
  }
  return (value, definition, name) => {
    if ((value ?? null) === null) return null;
    try {
      return type.parseValue(value);
    } catch (error) {
      const isOwn = error instanceof TypeError && error.message.startsWith('Unable to parse');
      const why = isOwn ? error.message : `Expected type '${type.name}' but was '${javaClass(value)}'.`;
      throw unfit(definition, name, why);
    }
  };
}

function objectCoercer(type: GraphQLInputObjectType): Coerce {
  const fields = type.getFields();
  /** Found at the first use, as an input type may hold itself. */
  let members: readonly { readonly name: string; readonly isNullable: boolean; readonly coerce: Coerce }[] | null =
    null;
  return (value, definition, name) => {
    if ((value ?? null) === null) return null;
    if (!isRecord(value)) {
      const why =
        `Expected type 'Map' but was '${javaClass(value)}'. ` +
        `Variables for input objects must be an instance of type 'Map'.`;
      throw unfit(definition, name, why);
    }
    for (const member of Object.keys(value)) {
      if (Object.hasOwn(fields, member)) continue;
      // AppSync names neither the field nor a place (github.com/aws/aws-appsync-community/issues/273).
      const message = `The variables input contains a field that is not defined for input object type '${type.name}' `;
      throw new UnfitVariable(message, null);
    }
    members ??= Object.values(fields).map((field) => {
      return { name: field.name, isNullable: !isNonNullType(field.type), coerce: coercerOf(field.type) };
    });
    const coerced: Record<string, unknown> = {};
    for (const { name: member, isNullable, coerce } of members) {
      const given = Object.hasOwn(value, member) ? value[member] : undefined;
      if (given !== undefined) coerced[member] = coerce(given, definition, member);
      else if (!isNullable) coerce(null, definition, member);
    }
    return coerced;
  };
}

function unfit(definition: VariableDefinitionNode, name: string, why: string): UnfitVariable {
  return new UnfitVariable(`Variable '${name}' has an invalid value. ${why}`, definition);
}

function isNull(definition: VariableDefinitionNode, type: GraphQLInputType): UnfitVariable {
  const name = definition.variable.name.value;
  return new UnfitVariable(`Variable '${name}' has coerced Null value for NonNull type '${String(type)}'`, definition);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
