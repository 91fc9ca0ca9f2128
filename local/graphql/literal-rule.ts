import type { ASTVisitor, GraphQLInputType, ValidationContext, ValueNode } from 'graphql';
import {
  GraphQLError,
  Kind,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
} from 'graphql';

/**
 * Checks the values that are written into a document, in place of graphql-js's own rule: graphql-java, on which AppSync
 * runs, reports one error per argument and names the path to the value within it, as in `argument 'input.tags[0]'`.
 */
export function literalRule(context: ValidationContext): ASTVisitor {
  return {
    Argument(node) {
      const type = context.getArgument()?.type;
      const flaw = type && flawOf(node.value, type);
      if (!flaw) return;
      const path = flaw.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
      const value = inJava(flaw.value ?? node.value);
      const message = `WrongType: argument '${node.name.value}${path}' with value '${value}' ${flaw.message}`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
    VariableDefinition(node) {
      const type = typeFromAST(context.getSchema(), node.type);
      if (!node.defaultValue || !isInputType(type)) return;
      if (isNonNullType(type)) {
        const message = 'DefaultForNonNullArgument: Missing value for non null type';
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
      if (!flawOf(node.defaultValue, type)) return;
      const value = inJava(node.defaultValue);
      const message = `BadValueForDefaultArg: Bad default value ${value} for type ${getNamedType(type).name}`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

interface Flaw {
  readonly message: string;
  /** From the argument to the value, outermost first. */
  readonly path: readonly (string | number)[];
  /** null = the message speaks of the argument's whole value. */
  readonly value: ValueNode | null;
}

/** The first thing that is wrong with a value; null = it fits. Variables are for another rule. */
function flawOf(node: ValueNode, type: GraphQLInputType): Flaw | null {
  if (node.kind === Kind.VARIABLE) return null;
  if (node.kind === Kind.NULL) {
    return isNonNullType(type) ? { message: 'must not be null', path: [], value: node } : null;
  }
  if (isNonNullType(type)) return flawOf(node, type.ofType);
  if (isListType(type)) {
    if (node.kind !== Kind.LIST) return flawOf(node, type.ofType);
    return firstOf(node.values, (item, at) => within(at, flawOf(item, type.ofType)));
  }
  if (isInputObjectType(type)) {
    if (node.kind !== Kind.OBJECT) return { message: 'must be an object type', path: [], value: null };
    const fields = type.getFields();
    const given = new Set(node.fields.map(({ name }) => name.value));
    const missing = Object.values(fields).filter((field) => isNonNullType(field.type) && !given.has(field.name));
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(', ');
      return { message: `is missing required fields '[${names}]'`, path: [], value: null };
    }
    return firstOf(node.fields, ({ name: { value: name }, value }) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field) return within(name, flawOf(value, field.type));
      return { message: `contains a field not in '${type.name}': '${name}'`, path: [], value: null };
    });
  }
  return isLeaf(node, type) ? null : { message: `is not a valid '${type.name}'`, path: [], value: node };
}

function isLeaf(node: ValueNode, type: Extract<GraphQLInputType, { parseLiteral: unknown }>): boolean {
  if (isEnumType(type)) return node.kind === Kind.ENUM && type.getValue(node.value) !== undefined;
  try {
    // A literal that reads as null is none: so the text "null" is no AWSJSON.
    return (type.parseLiteral(node) ?? null) !== null;
  } catch {
    return false;
  }
}

function within(part: string | number, flaw: Flaw | null): Flaw | null {
  return flaw && { ...flaw, path: [part, ...flaw.path] };
}

function firstOf<Item>(items: readonly Item[], find: (item: Item, at: number) => Flaw | null): Flaw | null {
  for (const [at, item] of items.entries()) {
    const flaw = find(item, at);
    if (flaw) return flaw;
  }
  return null;
}

/** How graphql-java prints a value of a document. */
function inJava(node: ValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
      return `StringValue{value='${node.value}'}`;
    case Kind.INT:
      return `IntValue{value=${node.value}}`;
    case Kind.FLOAT:
      return `FloatValue{value=${node.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${node.value}}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.VARIABLE:
      return `VariableReference{name='${node.name.value}'}`;
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(inJava).join(', ')}]}`;
    case Kind.OBJECT: {
      const fields = node.fields.map(({ name, value }) => `ObjectField{name='${name.value}', value=${inJava(value)}}`);
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
  }
  return node satisfies never;
}
