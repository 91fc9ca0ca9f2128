import type { GraphQLError } from 'graphql';

/**
 * What graphql-js 16 says, as graphql-java 10 says it: type, colon, text. null = graphql-java has no such rule, or none
 * that is known. Of graphql-java's releases that one agrees with the answers of AppSync that people have published.
 */
export function reword(error: GraphQLError): string | null {
  for (const [pattern, wording] of wordings) {
    const match = pattern.exec(error.message);
    if (match) return wording(match);
  }
  return null;
}

type Wording = (match: RegExpExecArray) => string;

/** A test holds each of the patterns against a real document. */
const wordings: readonly (readonly [RegExp, Wording])[] = [
  // From our own rule, which speaks graphql-java already.
  [/^(?:WrongType|DefaultForNonNullArgument|BadValueForDefaultArg): /, ({ input }) => input],
  [
    /^Cannot query field "(.+?)" on type "(.+?)"\./,
    ([, field, type]) => `FieldUndefined: Field '${field}' in type '${type}' is undefined`,
  ],
  [
    /^Field ".+" argument "(.+)" of type ".+" is required/,
    ([, name]) => `MissingFieldArgument: Missing field argument ${name}`,
  ],
  [
    /^Directive "@.+" argument "(.+)" of type ".+" is required/,
    ([, name]) => `MissingDirectiveArgument: Missing directive argument ${name}`,
  ],
  [/^Unknown argument "(.+?)" on field/, ([, name]) => `UnknownArgument: Unknown field argument ${name}`],
  [/^Unknown argument "(.+?)" on directive/, ([, name]) => `UnknownDirective: Unknown directive argument ${name}`],
  [/^Unknown type "(.+?)"\./, ([, name]) => `UnknownType: Unknown type ${name}`],
  [/^Unknown fragment "(.+)"\./, ([, name]) => `UndefinedFragment: Undefined fragment ${name}`],
  [/^Unknown directive "@(.+)"\./, ([, name]) => `UnknownDirective: Unknown directive ${name}`],
  [/^Directive "@(.+)" may not be used on/, ([, name]) => `MisplacedDirective: Directive ${name} not allowed here`],
  [
    /^Field "(.+)" of type "(.+)" must have a selection/,
    ([, field, type]) => `SubSelectionRequired: Sub selection required for type ${named(type)} of field ${field}`,
  ],
  [
    /^Field "(.+)" must not have a selection since type "(.+)" has no/,
    ([, field, type]) =>
      `SubSelectionNotAllowed: Sub selection not allowed on leaf type ${named(type)} of field ${field}`,
  ],
  [/^Variable "\$(.+?)" is not defined/, ([, name]) => `UndefinedVariable: Undefined variable ${name}`],
  [/^Variable "\$(.+?)" is never used/, ([, name]) => `UnusedVariable: Unused variable ${name}`],
  [/^Fragment "(.+)" is never used/, ([, name]) => `UnusedFragment: Unused fragment ${name}`],
  [
    /^Variable "\$.+" of type "(.+)" used in position expecting type "(.+)"/,
    ([, given, wanted]) => `VariableTypeMismatch: Variable type '${given}' doesn't match expected type '${wanted}'`,
  ],
  [/^Variable "\$.+" cannot be non-input type/, () => 'NonInputTypeOnVariable: Wrong type for a variable'],
  [
    /^There can be only one variable named "\$(.+)"/,
    ([, name]) => `DuplicateVariableName: There can be only one variable named '${name}'`,
  ],
  [
    /^There can be only one operation named "(.+)"/,
    ([, name]) => `DuplicateOperationName: There can be only one operation named '${name}'`,
  ],
  [
    /^There can be only one fragment named "(.+)"/,
    ([, name]) => `DuplicateFragmentName: There can be only one fragment named '${name}'`,
  ],
  [
    /^There can be only one argument named "(.+)"/,
    ([, name]) => `DuplicateArgumentNames: There can be only one argument named '${name}'`,
  ],
  [
    /^This anonymous operation must be the only/,
    () => 'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
  ],
  [
    /^Fields "(.+?)" conflict because (.+)\. Use different aliases/s,
    ([, name, why]) => `FieldsConflict: ${name}: ${conflict(why)}`,
  ],
  [
    /^Fragment(?: "(.+)")? cannot be spread here as objects of type "(.+)" can never be of type "(.+)"/,
    ([, name, parent, type]) =>
      `InvalidFragmentType: Fragment ${name ? `${name} ` : ''}cannot be spread here as objects of type ${parent} ` +
      `can never be of type ${type}`,
  ],
  [
    /^Fragment( ".+")? cannot condition on non composite type/,
    ([, name]) =>
      `InlineFragmentTypeConditionInvalid: ${name ? 'Fragment' : 'Inline fragment'} type condition is invalid, ` +
      'must be on Object/Interface/Union',
  ],
  [/^Cannot spread fragment/, () => 'FragmentCycle: Fragment cycles not allowed'],
  [
    /^(?:Anonymous )?Subscription(?: ".+")? must select only one/,
    () => 'SubscriptionMultipleRootFields: Subscription operation must have exactly one root field',
  ],
];

function named(type: string | undefined): string {
  return (type ?? '').replace(/[[\]!]/g, '');
}

/** Why two fields of one name cannot both be answered. */
function conflict(why = ''): string {
  const nested = /^subfields "(.+?)" conflict because (.+)$/s.exec(why);
  if (nested) return `(${nested[1]}: ${conflict(nested[2])})`;
  const fields = /^"(.+)" and "(.+)" are different fields$/.exec(why);
  if (fields) return `${fields[1]} and ${fields[2]} are different fields`;
  const types = /^they return conflicting types "(.+)" and "(.+)"$/.exec(why);
  if (!types) return why;
  const [, one = '', other = ''] = types;
  const shape = (type: string, of: RegExp) => type.replace(of, '');
  if (shape(one, /[^!]/g) !== shape(other, /[^!]/g)) return 'fields have different nullability shapes';
  if (shape(one, /[^[]/g) !== shape(other, /[^[]/g)) return 'fields have different list shapes';
  return `they return differing types ${named(one)} and ${named(other)}`;
}
