import { describe, expect, test } from 'vitest';
import { createApi, run } from './api.ts';

const schema = `
  enum Color { RED GREEN }
  input NoteInput { id: ID! title: String color: Color }
  type Note { id: ID! title: String }
  type Query { note(id: ID!): Note  notes(limit: Int, color: Color, input: NoteInput): [Note]  count: Int }
  type Subscription { onNote: Note  onCount: Int }`;
const api = createApi({ schema });

describe('a document that is not valid', () => {
  const cases: readonly [string, string][] = [
    ['{ nope }', "FieldUndefined: Field 'nope' in type 'Query' is undefined @ 'nope'"],
    ['{ note(id: 1) { nope } }', "FieldUndefined: Field 'nope' in type 'Note' is undefined @ 'note/nope'"],
    ['{ note { id } }', "MissingFieldArgument: Missing field argument id @ 'note'"],
    ['{ count(x: 1) }', "UnknownArgument: Unknown field argument x @ 'count'"],
    ['{ note(id: 1) }', "SubSelectionRequired: Sub selection required for type Note of field note @ 'note'"],
    ['{ count { id } }', "SubSelectionNotAllowed: Sub selection not allowed on leaf type Int of field count @ 'count'"],
    ['query Q($x: Nope) { note(id: $x) { id } }', 'UnknownType: Unknown type Nope'],
    ['{ note(id: $x) { id } }', "UndefinedVariable: Undefined variable x @ 'note'"],
    ['query Q($x: ID) { count }', 'UnusedVariable: Unused variable x'],
    [
      'query Q($x: ID) { note(id: $x) { id } }',
      "VariableTypeMismatch: Variable type 'ID' doesn't match expected type 'ID!' @ 'note'",
    ],
    ['{ note(id: 1) { ...F } }', "UndefinedFragment: Undefined fragment F @ 'note'"],
    ['{ count } fragment F on Note { id }', "UnusedFragment: Unused fragment F @ 'F'"],
    ['{ count @nope }', "UnknownDirective: Unknown directive nope @ 'count'"],
    ['{ count @include }', "MissingDirectiveArgument: Missing directive argument if @ 'count'"],
    ['query Q @include(if: true) { count }', 'MisplacedDirective: Directive include not allowed here'],
    [
      'query Q($x: Note) { count @include(if: $x) }',
      'NonInputTypeOnVariable: Input variable x type Note is not an input type',
    ],
    ['query A { count } query A { count }', 'DuplicateOperationName: There can be only one operation named A'],
    ['{ count } query A { count }', 'LoneAnonymousOperationViolation: Anonymous operation with other operations'],
    ['{ note(id: 1) { a: id a: title } }', "FieldsConflict: a: they have different selections @ 'note/id'"],
    [
      '{ note(id: 1) { ... on Query { count } } }',
      "InvalidFragmentType: Fragment cannot be spread here as its type can never match @ 'note'",
    ],
    ['{ note(id: 1, id: 2) { id } }', "DuplicateArgumentNames: There can be only one argument named id @ 'note'"],
    ['{ note(id: 1) { ...F } } fragment F on Note { ...F }', "FragmentCycle: Fragment cycles not allowed @ 'F'"],
    [
      'subscription { onNote { id } onCount }',
      "SubscriptionMultipleRootFields: Subscription operation must have exactly one root field @ 'onCount'",
    ],
    [
      '{ notes(limit: "a") { id } }',
      "WrongType: argument with value 'StringValue{value='a'}' is not a valid 'Int' @ 'notes'",
    ],
    [
      '{ notes(color: BLUE) { id } }',
      "WrongType: argument with value 'EnumValue{name='BLUE'}' is not a valid 'Color' @ 'notes'",
    ],
    [
      '{ notes(input: {id: 1, x: 2}) { id } }',
      "WrongType: argument with value 'IntValue{value=2}' contains a field not in 'NoteInput' @ 'notes'",
    ],
    [
      '{ notes(input: {title: null}) { id } }',
      "WrongType: argument with value 'ObjectValue{objectFields=[ObjectField{name='title', value=NullValue{}}]}' is missing required fields '[id]' @ 'notes'",
    ],
    ['{ note(id: null) { id } }', "WrongType: argument with value 'NullValue{}' is not a valid 'ID!' @ 'note'"],
  ];
  test.each(cases)('%s', async (query, message) => {
    const { errors } = await run(api, query).catch(() => ({ errors: api.prepare(query).errors ?? [] }));
    expect(errors.map((error) => error.message)).toContainEqual(
      expect.stringContaining(`Validation error of type ${message}`),
    );
    expect(errors[0]).toMatchObject({ path: null, locations: [{ sourceName: null }] });
  });
});

describe('variables that do not fit', () => {
  const cases: readonly [string, string, object, string][] = [
    [
      'a missing one',
      'query Q($v: ID!) { note(id: $v) { id } }',
      {},
      "Variable 'v' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'null',
      'query Q($v: ID!) { note(id: $v) { id } }',
      { v: null },
      "Variable 'v' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'another type',
      'query Q($v: Int) { notes(limit: $v) { id } }',
      { v: 'a' },
      "Variable 'v' has an invalid value : Expected type 'Int' but was 'String'.",
    ],
    [
      'no member of the enum',
      'query Q($v: Color) { notes(color: $v) { id } }',
      { v: 'BLUE' },
      "Variable 'v' has an invalid value : Invalid input for Enum 'Color'. No value found for name 'BLUE'",
    ],
    [
      'no object',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: 1 },
      "Variable 'v' has an invalid value : Expected type 'Map' but was 'Integer'. Variables for input objects must be an instance of type 'Map'.",
    ],
    [
      'an unknown member',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: { id: '1', x: 1 } },
      "The variables input contains a field name 'x' that is not defined for input object type 'NoteInput' ",
    ],
    [
      'a missing member',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: {} },
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
  ];
  test.each(cases)('%s', async (_, query, variables, message) => {
    const { data, errors } = await run(api, query, { variables: variables as Record<string, unknown> });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: null, message }]);
  });

  test('a default stands in for one that is missing', async () => {
    expect((await run(api, 'query Q($v: Int = 5) { notes(limit: $v) { id } }')).errors).toEqual([]);
  });
});

describe('what an API can forbid', () => {
  test('introspection, of which only __typename is left', async () => {
    const closed = createApi({ schema, introspection: 'DISABLED' });
    const { data, errors } = await run(closed, '{ __schema { types { name } } }');
    expect(data).toBeNull();
    expect(errors[0]?.message).toBe(
      "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
    );
    expect((await run(closed, '{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect((await run(api, '{ __schema { queryType { name } } }')).errors).toEqual([]);
  });

  test('queries deeper than its limit, through fragments too', async () => {
    const flat = createApi({ schema, queryDepthLimit: 1 });
    expect((await run(flat, '{ count }')).errors).toEqual([]);
    const deep = '{ ...Q } fragment Q on Query { note(id: 1) { id } }';
    expect((await run(flat, deep)).errors).toMatchObject([{ errorType: 'QueryDepthLimitReached' }]);
    expect((await run(createApi({ schema, queryDepthLimit: 2 }), deep)).errors).toEqual([]);
  });
});
