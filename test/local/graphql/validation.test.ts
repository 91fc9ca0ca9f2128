import { describe, expect, test } from 'vitest';
import { answers, createApi, run } from './api.ts';

const schema = `
  enum Color { RED GREEN }
  input NoteInput { id: ID! title: String color: Color tags: [String] at: AWSDateTime }
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
    ['query Q($x: Note) { count @include(if: $x) }', 'NonInputTypeOnVariable: Wrong type for a variable'],
    ['query A { count } query A { count }', "DuplicateOperationName: There can be only one operation named 'A'"],
    ['{ count } query A { count }', 'LoneAnonymousOperationViolation: Anonymous operation with other operations.'],
    ['{ note(id: 1) { a: id a: title } }', "FieldsConflict: a: id and title are different fields @ 'note/id'"],
    [
      '{ note(id: 1) { ... on Query { count } } }',
      "InvalidFragmentType: Fragment cannot be spread here as objects of type Note can never be of type Query @ 'note'",
    ],
    ['{ note(id: 1, id: 2) { id } }', "DuplicateArgumentNames: There can be only one argument named 'id' @ 'note'"],
    ['{ note(id: 1) { ...F } } fragment F on Note { ...F }', "FragmentCycle: Fragment cycles not allowed @ 'F'"],
    [
      'subscription { onNote { id } onCount }',
      "SubscriptionMultipleRootFields: Subscription operation must have exactly one root field @ 'onCount'",
    ],
    [
      '{ notes(limit: "a") { id } }',
      "WrongType: argument 'limit' with value 'StringValue{value='a'}' is not a valid 'Int' @ 'notes'",
    ],
    [
      '{ notes(color: BLUE) { id } }',
      "WrongType: argument 'color' with value 'EnumValue{name='BLUE'}' is not a valid 'Color' @ 'notes'",
    ],
    [
      '{ notes(input: {id: 1, x: 2}) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='id', value=IntValue{value=1}}, ObjectField{name='x', value=IntValue{value=2}}]}' contains a field not in 'NoteInput': 'x' @ 'notes'",
    ],
    [
      '{ notes(input: {title: null}) { id } }',
      "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='title', value=NullValue{}}]}' is missing required fields '[id]' @ 'notes'",
    ],
    [
      '{ notes(input: {id: 1, tags: ["a", 2]}) { id } }',
      "WrongType: argument 'input.tags[1]' with value 'IntValue{value=2}' is not a valid 'String' @ 'notes'",
    ],
    [
      '{ notes(input: "a") { id } }',
      "WrongType: argument 'input' with value 'StringValue{value='a'}' must be an object type @ 'notes'",
    ],
    [
      'query Q($l: Int = "a") { notes(limit: $l) { id } }',
      "BadValueForDefaultArg: Bad default value StringValue{value='a'} for type Int",
    ],
    ['query Q($l: ID! = 1) { note(id: $l) { id } }', 'DefaultForNonNullArgument: Missing value for non null type'],
    ['{ note(id: 1) { id } note(id: 2) { id } }', 'FieldsConflict: note: they have differing arguments'],
    [
      '{ a: note(id: 1) { x: id } a: note(id: 1) { x: title } }',
      'FieldsConflict: a: (x: id and title are different fields)',
    ],
    ['query Q($x: ID, $x: ID) { count }', "DuplicateVariableName: There can be only one variable named 'x'"],
    [
      '{ note(id: 1) { ...F } } fragment F on Note { id } fragment F on Note { title }',
      "DuplicateFragmentName: There can be only one fragment named 'F' @ 'F'",
    ],
    [
      '{ ... on Color { a } }',
      'InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union',
    ],
    [
      '{ ...F } fragment F on Color { a }',
      "InlineFragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union @ 'F'",
    ],
    ['{ count @include(x: 1) }', "UnknownDirective: Unknown directive argument x @ 'count'"],
    ['{ note(id: null) { id } }', "WrongType: argument 'id' with value 'NullValue{}' must not be null @ 'note'"],
  ];
  test.each(cases)('%s', async (query, message) => {
    const { errors } = await run(api, query).catch(() => ({ errors: api.prepare(query).errors ?? [] }));
    expect(errors.map((error) => error.message)).toContainEqual(
      expect.stringContaining(`Validation error of type ${message}`),
    );
    expect(errors[0]?.path).toBeNull();
    expect(errors[0]?.locations?.[0]).toMatchObject({ sourceName: null });
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
      "Variable 'v' has an invalid value. Expected type 'Int' but was 'String'.",
    ],
    [
      'no member of the enum',
      'query Q($v: Color) { notes(color: $v) { id } }',
      { v: 'BLUE' },
      "Variable 'v' has an invalid value. Invalid input for Enum 'Color'. No value found for name 'BLUE'",
    ],
    [
      'no object',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: 1 },
      "Variable 'v' has an invalid value. Expected type 'Map' but was 'Integer'. Variables for input objects must be an instance of type 'Map'.",
    ],
    [
      'an unknown member',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: { id: '1', x: 1 } },
      "The variables input contains a field that is not defined for input object type 'NoteInput' ",
    ],
    [
      'a missing member',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: {} },
      "Variable 'v' has coerced Null value for NonNull type 'ID!'",
    ],
    [
      'a bad value within an input object: the member is named',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: { id: '1', at: '2024-01-01' } },
      "Variable 'at' has an invalid value. Unable to parse `2024-01-01` as a valid DateTime Object.",
    ],
    [
      'an object where text is wanted',
      'query Q($v: NoteInput) { notes(input: $v) { id } }',
      { v: { id: '1', title: { a: 1 } } },
      "Variable 'title' has an invalid value. Expected type 'String' but was 'LinkedHashMap'.",
    ],
    [
      'a number beyond 32 bits for an Int',
      'query Q($v: Int) { notes(limit: $v) { id } }',
      { v: 2147483648 },
      "Variable 'v' has an invalid value. Expected type 'Int' but was 'Long'.",
    ],
  ];
  test.each(cases)('%s', async (_, query, variables, message) => {
    const { data, errors } = await run(api, query, { variables: variables as Record<string, unknown> });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: null, message }]);
  });

  test('the first that does not fit is the only one reported, with the place of its definition', async () => {
    const query = 'query Q($a: ID!, $b: Int) { note(id: $a) { id } notes(limit: $b) { id } }';
    expect((await run(api, query, { variables: { b: 'x' } })).errors).toEqual([
      {
        path: null,
        locations: [{ line: 1, column: 9, sourceName: null }],
        message: "Variable 'a' has coerced Null value for NonNull type 'ID!'",
      },
    ]);
  });

  test('an unknown member of an input object has no place', async () => {
    const query = 'query Q($v: NoteInput) { notes(input: $v) { id } }';
    const { errors } = await run(api, query, { variables: { v: { id: '1', x: 1 } } });
    expect(errors).toMatchObject([{ locations: null }]);
  });

  test('a default stands in for one that is missing', async () => {
    expect((await run(api, 'query Q($v: Int = 5) { notes(limit: $v) { id } }')).errors).toEqual([]);
  });
});

describe('what an API can forbid', () => {
  test('introspection, of which only __typename is left', async () => {
    const closed = createApi({ schema, introspection: 'DISABLED' });
    const { data, errors } = await run(closed, '{ __schema { types { name } } __type(name: "Note") { name } }');
    expect(data).toBeNull();
    expect(errors.map(({ message }) => message)).toEqual([
      "Validation error of type FieldUndefined: Field 'types' in type '__Schema' is undefined @ '__schema/types'",
      "Validation error of type FieldUndefined: Field 'name' in type '__Type' is undefined @ '__type/name'",
    ]);
    expect((await run(closed, '{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect((await run(api, '{ __schema { queryType { name } } }')).errors).toEqual([]);
  });

  test('levels deeper than its limit, through fragments and lists too, beside the data above them', async () => {
    const deep = '{ ...Q } fragment Q on Query { count notes { title } }';
    const resolvers = { 'Query.count': answers('1'), 'Query.notes': answers('[{ title: "a" }]') };
    const flat = createApi({ schema, queryDepthLimit: 1, resolvers });
    expect(await run(flat, deep)).toMatchObject({
      data: { count: 1, notes: [{ title: null }] },
      errors: [{ path: ['notes', 0, 'title'], errorType: 'QueryDepthLimitReached', data: null, errorInfo: null }],
    });
    expect((await run(createApi({ schema, queryDepthLimit: 2, resolvers }), '{ notes { title } }')).errors).toEqual([]);
  });

  test('a level too deep for a field that must not be null takes its nearest parent that may be', async () => {
    const resolvers = { 'Query.note': answers('{ id: "1" }') };
    const flat = createApi({ schema, queryDepthLimit: 1, resolvers });
    expect(await run(flat, '{ note(id: 1) { id } }')).toMatchObject({
      data: { note: null },
      errors: [{ path: ['note', 'id'], errorType: 'QueryDepthLimitReached' }],
    });
  });
});

describe('the text of a query', () => {
  test('may have 15,000 characters and no more', () => {
    const pad = (length: number) => '{ count }'.padEnd(length, ' ');
    expect(api.prepare(pad(15_000)).errors).toBeNull();
    expect(() => api.prepare(pad(15_001))).toThrow(
      expect.objectContaining({ status: 400, message: 'Maximum char length exceeded' }),
    );
  });

  test('that is not GraphQL is refused as a whole', () => {
    for (const text of ['', 'meow', '{}', '[]', '{ count'])
      expect(() => api.prepare(text)).toThrow(
        expect.objectContaining({ status: 400, message: 'Unable to parse GraphQL query.' }),
      );
  });
});
