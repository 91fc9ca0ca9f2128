import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { valueOf } from './support/code.ts';

const recorded: Standing = {
  area: 'runtime',
  certainty: 'sure',
  source: 'localstack/appsync-utils: util.transform as recorded from EvaluateCode',
};
const page: Standing = { ...recorded, source: 'AppSync Developer Guide: Transformation helpers in util.transform' };

interface Expression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, unknown>>;
}

function expressionOf(filter: string): Expression | null {
  const text = valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`);
  expect(valueOf(`util.transform.toDynamoDBConditionExpression(${filter})`)).toBe(text);
  return text === null ? null : (JSON.parse(text as string) as Expression);
}

const expressions: readonly (readonly [string, string])[] = [
  ['{ v: { eq: 1 } }', '(#v = :v_eq)'],
  ['{ v: { ne: 1 } }', '(#v <> :v_ne)'],
  ['{ v: { lt: 1 } }', '(#v < :v_lt)'],
  ['{ v: { le: 1 } }', '(#v <= :v_le)'],
  ['{ v: { gt: 1 } }', '(#v > :v_gt)'],
  ['{ v: { ge: 1 } }', '(#v >= :v_ge)'],
  ["{ v: { contains: 'a' } }", '(contains(#v,:v_contains))'],
  ["{ v: { notContains: 'a' } }", '(NOT contains(#v,:v_notContains))'],
  ["{ v: { beginsWith: 'a' } }", '(begins_with(#v,:v_beginsWith))'],
  ['{ v: { between: [1, 5] } }', '(#v BETWEEN :v_between_start AND :v_between_end)'],
  ['{ v: { between: [1, 5, 9] } }', '(#v BETWEEN :v_between_start AND :v_between_end)'],
  ['{ v: { in: [1, 2] } }', '(#v IN (:v_in_0, :v_in_1))'],
  ['{ v: { in: [] } }', '(null)'],
  ['{ v: { attributeExists: true } }', '(attribute_exists(#v))'],
  ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))'],
  ["{ v: { attributeType: 'string' } }", '(attribute_type(#v,:v_attributeType))'],
  ['{ v: { size: { gt: 1 } } }', '(size(#v) > :v_size_gt)'],
  ['{ v: { size: { gt: 1, lt: 9 } } }', '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))'],
  ['{ v: { size: { size: { gt: 1 } } } }', '(size(#v) > :v_size_size_gt)'],
  ['{ a: { eq: 1 }, b: { eq: 2 } }', '(#a = :a_eq) AND (#b = :b_eq)'],
  ['{ v: { gt: 1, lt: 9 } }', '((#v > :v_gt) AND (#v < :v_lt))'],
  ['{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))'],
  ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
  ['{ and: [{ a: { eq: 1 } }] }', '(#a = :and_0_a_eq)'],
  ['{ or: [{ a: { eq: 1 } }] }', '(#a = :or_0_a_eq)'],
  ['{ not: { a: { eq: 1 } } }', '(NOT (#a = :not_a_eq))'],
  ['{ not: { not: { a: { eq: 1 } } } }', '(NOT (NOT (#a = :not_not_a_eq)))'],
  ['{ and: [{ not: { a: { eq: 1 } } }] }', '(NOT (#a = :and_0_not_a_eq))'],
  [
    '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
    '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
  ],
  ["{ 'a.b': { eq: 1 } }", '(#a.b = :a.b_eq)'],
  ['{}', ''],
  ['{ and: [] }', ''],
  ['{ v: {} }', ''],
  ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
  ['{ not: {} }', '(NOT )'],
];
for (const [filter, expression] of expressions) {
  fact(recorded, `a DynamoDB filter of ${filter} is \`${expression}\``, () => {
    expect(expressionOf(filter)?.expression).toBe(expression);
  });
}

const attributeTypes = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};
for (const [name, code] of Object.entries(attributeTypes)) {
  fact(recorded, `attributeType ${name} stands for ${code}`, () => {
    expect(expressionOf(`{ v: { attributeType: '${name}' } }`)?.expressionValues).toEqual({
      ':v_attributeType': { S: code },
    });
  });
}
const operands: readonly (readonly [string, string, unknown])[] = [
  ['{ v: { eq: 1 } }', ':v_eq', { N: 1 }],
  ["{ v: { eq: 'a' } }", ':v_eq', { S: 'a' }],
  ['{ v: { eq: false } }', ':v_eq', { BOOL: false }],
  ['{ v: { eq: null } }', ':v_eq', { NULL: null }],
  ['{ v: { eq: [1] } }', ':v_eq', { L: [{ N: 1 }] }],
  ['{ v: { between: [1, 5] } }', ':v_between_end', { N: 5 }],
  ["{ v: { in: ['x', 'y'] } }", ':v_in_1', { S: 'y' }],
  ['{ v: { size: { ge: 2 } } }', ':v_size_ge', { N: 2 }],
];
for (const [filter, placeholder, value] of operands) {
  fact(recorded, `${filter} binds ${placeholder} to ${JSON.stringify(value)}`, () => {
    expect(expressionOf(filter)?.expressionValues[placeholder]).toEqual(value);
  });
}
fact(recorded, 'a third bound of between is not bound', () => {
  expect(Object.keys(expressionOf('{ v: { between: [1, 5, 9] } }')?.expressionValues ?? {})).toHaveLength(2);
});
fact(recorded, 'attributeExists binds no values', () => {
  expect(expressionOf('{ v: { attributeExists: true } }')?.expressionValues).toEqual({});
});
fact(recorded, 'a field without operators keeps its name', () => {
  expect(expressionOf('{ v: {} }')?.expressionNames).toEqual({ '#v': 'v' });
});
fact(recorded, 'a dotted field is one name, not a document path', () => {
  expect(expressionOf("{ 'a.b': { eq: 1 } }")?.expressionNames).toEqual({ '#a.b': 'a.b' });
});
fact(recorded, 'the expression is JSON text with three members', () => {
  const text = valueOf('util.transform.toDynamoDBFilterExpression({ v: { eq: 1 } })') as string;
  expect(text).not.toMatch(/\s"/);
  expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(['expression', 'expressionNames', 'expressionValues']);
});

const unrenderable: readonly (readonly [string, string])[] = [
  ['no argument', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a string', "'{}'"],
  ['an unknown operator', '{ v: { like: 1 } }'],
  ['a scalar instead of operators', '{ v: 1 }'],
  ['null instead of operators', '{ v: null }'],
  ['a field nested in a field', '{ v: { w: { eq: 1 } } }'],
  ['and given a map', '{ and: { a: { eq: 1 } } }'],
  ['and given null', '{ and: null }'],
  ['and with a null member', '{ and: [null] }'],
  ['or given a map', '{ or: { a: { eq: 1 } } }'],
  ['not given a list', '{ not: [{ a: { eq: 1 } }] }'],
  ['between with one bound', '{ v: { between: [1] } }'],
  ['between with a scalar', '{ v: { between: 1 } }'],
  ['in with a scalar', '{ v: { in: 1 } }'],
  ['attributeExists with a number', '{ v: { attributeExists: 1 } }'],
  ['an unknown attributeType', "{ v: { attributeType: 'text' } }"],
  ['an attributeType given by its code', "{ v: { attributeType: 'S' } }"],
  ['size with a scalar', '{ v: { size: 1 } }'],
];
for (const [what, filter] of unrenderable) {
  fact(recorded, `a DynamoDB filter of ${what} is null, without an error`, () => {
    expect(expressionOf(filter)).toBeNull();
  });
}

/** `field operator value` per filter of each group. */
function groupsOf(given: string): string[][] | null {
  const filter = valueOf(`util.transform.toSubscriptionFilter(${given})`) as {
    readonly filterGroup: readonly {
      readonly filters: readonly Record<'fieldName' | 'operator' | 'value', unknown>[];
    }[];
  } | null;
  return (
    filter?.filterGroup.map(({ filters }) =>
      filters.map(
        ({ fieldName, operator, value }) => `${String(fieldName)} ${String(operator)} ${JSON.stringify(value)}`,
      ),
    ) ?? null
  );
}
const filters: readonly (readonly [string, string, string[][] | null])[] = [
  ['of two fields is one group', '{ a: { eq: 1 }, b: { ne: 2 } }', [['a eq 1', 'b ne 2']]],
  ['with two operators on a field ORs them', '{ n: { ge: 1, le: 5 } }', [['n ge 1'], ['n le 5']]],
  ['with and is one group', '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1', 'b eq 2']]],
  ['with or is a group for each', '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1'], ['b eq 2']]],
  [
    'multiplies or out with the fields beside it',
    '{ c: { eq: 3 }, or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    [
      ['c eq 3', 'a eq 1'],
      ['c eq 3', 'b eq 2'],
    ],
  ],
  [
    'orders a group as fields, and, or, however they were written',
    '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }], and: [{ c: { eq: 3 } }], d: { eq: 4 } }',
    [
      ['d eq 4', 'c eq 3', 'a eq 1'],
      ['d eq 4', 'c eq 3', 'b eq 2'],
    ],
  ],
  [
    'multiplies two ors inside and',
    '{ and: [{ or: [{ a: { eq: 1 } }, { a: { eq: 2 } }] }, { or: [{ b: { eq: 1 } }, { b: { eq: 2 } }] }] }',
    [
      ['a eq 1', 'b eq 1'],
      ['a eq 1', 'b eq 2'],
      ['a eq 2', 'b eq 1'],
      ['a eq 2', 'b eq 2'],
    ],
  ],
  ['passes unknown operators through', '{ a: { bogus: 1 } }', [['a bogus 1']]],
  ['passes lte and gte through', '{ a: { lte: 1 }, b: { gte: 2 } }', [['a lte 1', 'b gte 2']]],
  ['takes not for a field', '{ not: { a: 1 } }', [['not a 1']]],
  ['keeps dots in names', "{ 'a.b': { eq: 1 } }", [['a.b eq 1']]],
  ['keeps lists as values', '{ a: { in: [1, 2] } }', [['a in [1,2]']]],
  ['of nothing has no groups', '{}', []],
  ['of a field without operators has no groups', '{ a: {} }', []],
  ['of an empty and has no groups', '{ and: [] }', []],
  ['without an argument is null', '', null],
  ['of null is null', 'null', null],
  ['of a list is null', '[]', null],
  ['of JSON text is null', '\'{"a":{"eq":1}}\'', null],
  ['with rules alone has a group for each rule', '{}, [], { b: { eq: 2 }, c: { eq: 3 } }', [['b eq 2'], ['c eq 3']]],
  [
    'with rules appends each rule to each group',
    '{ a: { eq: 1 } }, [], { b: { eq: 2 }, c: { ne: 3 } }',
    [
      ['a eq 1', 'b eq 2'],
      ['a eq 1', 'c ne 3'],
    ],
  ],
];
for (const [what, given, groups] of filters) {
  fact(recorded, `a subscription filter ${what}`, () => {
    expect(groupsOf(given)).toEqual(groups);
  });
}
fact(page, 'a subscription filter leaves out ignored fields', () => {
  expect(groupsOf("{ a: { eq: 1 }, b: { eq: 2 } }, ['a']")).toEqual([['b eq 2']]);
});
fact(page, 'a subscription filter leaves out ignored fields inside and', () => {
  expect(groupsOf("{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, ['a']")).toEqual([['b eq 2']]);
});
fact(page, 'a member of or whose fields are all ignored vanishes', () => {
  expect(groupsOf("{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, ['a']")).toEqual([['b eq 2']]);
});
fact(page, 'a subscription filter is an object with fieldName, operator and value', () => {
  expect(valueOf('util.transform.toSubscriptionFilter({ a: { eq: 1 } })')).toEqual({
    filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }],
  });
});
