import type { ASTNode, DocumentNode, GraphQLError, ValueNode } from 'graphql';
import { Kind, print, visit } from 'graphql';
import type { WireError } from './errors.ts';

/**
 * Says in the words of graphql-java, on which AppSync runs, what graphql-js found wrong with a document. Clients match on
 * `Validation error of type FieldUndefined` and the like. What has no known wording keeps graphql-js's own text.
 */
export function validationError(document: DocumentNode, error: GraphQLError): WireError {
  const nodes = error.nodes ?? [];
  // graphql-js names the variable's definition first, graphql-java the place of its use alone.
  const node = error.message.includes('used in position expecting') ? nodes.at(-1) : nodes[0];
  const start = node?.loc?.startToken;
  const where = node ? pathTo(document, node) : '';
  const said = reword(error.message, node);
  const suffix = where === '' ? '' : ` @ '${where}'`;
  return {
    path: null,
    locations: start ? [{ line: start.line, column: start.column, sourceName: null }] : null,
    message: said === null ? `Validation error: ${error.message}` : `Validation error of type ${said}${suffix}`,
  };
}

type Wording = (match: RegExpExecArray, node: ASTNode | undefined) => string;

/** The texts on the left are those of graphql-js 16; a test holds each of them against a real document. */
const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /^Cannot query field "(.+?)" on type "(.+?)"\./,
    ([, field, type]) => `FieldUndefined: Field '${field}' in type '${type}' is undefined`,
  ],
  [
    /^Field ".+" argument "(.+)" of type ".+" is required/,
    ([, name]) => `MissingFieldArgument: Missing field argument ${name}`,
  ],
  [
    /^Directive "@(.+)" argument "(.+)" of type ".+" is required/,
    ([, , name]) => `MissingDirectiveArgument: Missing directive argument ${name}`,
  ],
  [/^Unknown argument "(.+?)" on field/, ([, name]) => `UnknownArgument: Unknown field argument ${name}`],
  [/^Unknown argument "(.+?)" on directive/, ([, name]) => `UnknownDirective: Unknown directive argument ${name}`],
  [/^Unknown type "(.+?)"\./, ([, name]) => `UnknownType: Unknown type ${name}`],
  [/^Unknown fragment "(.+)"\./, ([, name]) => `UndefinedFragment: Undefined fragment ${name}`],
  [/^Unknown directive "@(.+)"\./, ([, name]) => `UnknownDirective: Unknown directive ${name}`],
  [/^Directive "@(.+)" may not be used on/, ([, name]) => `MisplacedDirective: Directive ${name} not allowed here`],
  [
    /^Field "(.+)" of type "(.+)" must have a selection/,
    ([, field, type]) => `SubSelectionRequired: Sub selection required for type ${type} of field ${field}`,
  ],
  [
    /^Field "(.+)" must not have a selection since type "(.+)" has no/,
    ([, field, type]) => `SubSelectionNotAllowed: Sub selection not allowed on leaf type ${type} of field ${field}`,
  ],
  [/^Variable "\$(.+)" is not defined/, ([, name]) => `UndefinedVariable: Undefined variable ${name}`],
  [/^Variable "\$(.+)" is never used/, ([, name]) => `UnusedVariable: Unused variable ${name}`],
  [/^Fragment "(.+)" is never used/, ([, name]) => `UnusedFragment: Unused fragment ${name}`],
  [
    /^Variable "\$.+" of type "(.+)" used in position expecting type "(.+)"/,
    ([, given, wanted]) => `VariableTypeMismatch: Variable type '${given}' doesn't match expected type '${wanted}'`,
  ],
  [
    /^Variable "\$(.+)" cannot be non-input type "(.+)"/,
    ([, name, type]) => `NonInputTypeOnVariable: Input variable ${name} type ${type} is not an input type`,
  ],
  [
    /^There can be only one variable named "\$(.+)"/,
    ([, name]) => `DuplicateVariableName: There can be only one variable named ${name}`,
  ],
  [
    /^There can be only one operation named "(.+)"/,
    ([, name]) => `DuplicateOperationName: There can be only one operation named ${name}`,
  ],
  [
    /^There can be only one fragment named "(.+)"/,
    ([, name]) => `DuplicateFragmentName: There can be only one fragment named ${name}`,
  ],
  [
    /^There can be only one argument named "(.+)"/,
    ([, name]) => `DuplicateArgumentNames: There can be only one argument named ${name}`,
  ],
  [
    /^This anonymous operation must be the only/,
    () => 'LoneAnonymousOperationViolation: Anonymous operation with other operations',
  ],
  [/^Fields "(.+?)" conflict because/, ([, name]) => `FieldsConflict: ${name}: they have different selections`],
  [
    /^Fragment(?: ".+")? cannot be spread here/,
    () => 'InvalidFragmentType: Fragment cannot be spread here as its type can never match',
  ],
  [
    /^Fragment(?: ".+")? cannot condition on non composite type "(.+)"/,
    ([, type]) =>
      `InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union but was ${type}`,
  ],
  [/^Cannot spread fragment/, () => 'FragmentCycle: Fragment cycles not allowed'],
  [
    /^(?:Anonymous )?Subscription(?: ".+")? must select only one/,
    () => 'SubscriptionMultipleRootFields: Subscription operation must have exactly one root field',
  ],
  [
    /^Field ".+?" is not defined by type "(.+?)"/,
    (match, node) => `WrongType: ${valueOf(node)} contains a field not in '${match[1]}'`,
  ],
  [
    /^Field ".+\.(.+)" of required type ".+" was not provided/,
    ([, name], node) => `WrongType: ${valueOf(node)} is missing required fields '[${name}]'`,
  ],
  [
    /^Expected value of type "(.+?)", found/,
    ([, type], node) => `WrongType: ${valueOf(node)} is not a valid '${type}'`,
  ],
  [
    /^(Int|Float|String|Boolean|ID) cannot represent/,
    ([, type], node) => `WrongType: ${valueOf(node)} is not a valid '${type}'`,
  ],
  [
    /^(?:Value ".+" does not exist in|Enum) "(.+?)"/,
    ([, type], node) => `WrongType: ${valueOf(node)} is not a valid '${type}'`,
  ],
];

function reword(message: string, node: ASTNode | undefined): string | null {
  for (const [pattern, wording] of wordings) {
    const match = pattern.exec(message);
    if (match) return wording(match, node);
  }
  return null;
}

function valueOf(node: ASTNode | undefined): string {
  if (!node) return 'argument';
  const value = node.kind === Kind.OBJECT_FIELD ? node.value : node;
  return `argument with value '${inJava(value)}'`;
}

/** How graphql-java prints a value of a document. */
function inJava(node: ASTNode): string {
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
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map((value: ValueNode) => inJava(value)).join(', ')}]}`;
    case Kind.OBJECT: {
      const fields = node.fields.map(({ name, value }) => `ObjectField{name='${name.value}', value=${inJava(value)}}`);
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
    default:
      return print(node);
  }
}

/** The names of the fields and fragments that enclose a node, its own included, as in `listNotes/items/id`. */
function pathTo(document: DocumentNode, target: ASTNode): string {
  let found: string | null = null;
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.push(node.name.value);
      if (node === target) found ??= names.join('/');
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
    },
  });
  return found ?? '';
}
