import { describe, expect, test } from 'vitest';
import { evaluate } from './run-code.ts';

interface Expression {
  readonly expression: string;
  readonly expressionNames: unknown;
  readonly expressionValues: unknown;
}

function expressionOf(filter: string): Expression | null {
  const text = evaluate(`util.transform.toDynamoDBFilterExpression(${filter})`) as string | null;
  expect(evaluate(`util.transform.toDynamoDBConditionExpression(${filter})`)).toBe(text);
  return text === null ? null : (JSON.parse(text) as Expression);
}

describe('DynamoDB expressions', () => {
  test.each([
    ['{ v: { eq: 1 } }', '(#v = :v_eq)'],
    ['{ v: { ne: 1 } }', '(#v <> :v_ne)'],
    ['{ v: { lt: 1 } }', '(#v < :v_lt)'],
    ['{ v: { le: 1 } }', '(#v <= :v_le)'],
    ['{ v: { gt: 1 } }', '(#v > :v_gt)'],
    ['{ v: { ge: 1 } }', '(#v >= :v_ge)'],
    ['{ v: { contains: 1 } }', '(contains(#v,:v_contains))'],
    ['{ v: { notContains: 1 } }', '(NOT contains(#v,:v_notContains))'],
    ['{ v: { beginsWith: "a" } }', '(begins_with(#v,:v_beginsWith))'],
    ['{ v: { between: [1, 2, 3] } }', '(#v BETWEEN :v_between_start AND :v_between_end)'],
    ['{ v: { in: [1, 2] } }', '(#v IN (:v_in_0, :v_in_1))'],
    ['{ v: { in: [] } }', '(null)'],
    ['{ v: { attributeExists: true } }', '(attribute_exists(#v))'],
    ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))'],
    ['{ v: { attributeType: "stringSet" } }', '(attribute_type(#v,:v_attributeType))'],
    ['{ v: { size: { gt: 1 } } }', '(size(#v) > :v_size_gt)'],
    ['{ v: { size: { gt: 1, lt: 3 } } }', '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))'],
    ['{ v: { size: { size: { gt: 1 } } } }', '(size(#v) > :v_size_size_gt)'],
    ['{ a: { eq: 1 }, b: { eq: 2 } }', '(#a = :a_eq) AND (#b = :b_eq)'],
    ['{ a: { gt: 1, lt: 2 } }', '((#a > :a_gt) AND (#a < :a_lt))'],
    ['{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))'],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
    ['{ or: [{ a: { eq: 1 } }] }', '(#a = :or_0_a_eq)'],
    ['{ not: { a: { eq: 1 } } }', '(NOT (#a = :not_a_eq))'],
    [
      '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
      '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
    ],
    ['{ and: [{ not: { a: { eq: 1 } } }] }', '(NOT (#a = :and_0_not_a_eq))'],
    ['{ "a.b": { eq: 1 } }', '(#a.b = :a.b_eq)'],
    ['{}', ''],
    ['{ and: [] }', ''],
    ['{ v: {} }', ''],
    ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
    ['{ not: {} }', '(NOT )'],
  ])('%s', (filter, expected) => {
    expect(expressionOf(filter)?.expression).toBe(expected);
  });

  test('names and values', () => {
    expect(expressionOf('{ a: { eq: null }, b: { in: ["x", [1]] }, c: { attributeType: "_null" } }')).toMatchObject({
      expressionNames: { '#a': 'a', '#b': 'b', '#c': 'c' },
      expressionValues: {
        ':a_eq': { NULL: null },
        ':b_in_0': { S: 'x' },
        ':b_in_1': { L: [{ N: 1 }] },
        ':c_attributeType': { S: 'NULL' },
      },
    });
    expect(expressionOf('{ v: { attributeExists: true } }')?.expressionValues).toEqual({});
    expect(expressionOf('{ v: {} }')?.expressionNames).toEqual({ '#v': 'v' });
  });

  test.each([
    ...[
      '',
      'null',
      '[]',
      '"{}"',
      '{ v: { like: 1 } }',
      '{ v: 1 }',
      '{ v: null }',
      '{ v: { w: { eq: 1 } } }',
      '{ and: {} }',
    ],
    ...[
      '{ and: null }',
      '{ and: [null] }',
      '{ or: {} }',
      '{ not: [] }',
      '{ v: { between: [1] } }',
      '{ v: { between: 1 } }',
    ],
    ...['{ v: { in: 1 } }', '{ v: { attributeExists: 1 } }', '{ v: { attributeType: "S" } }', '{ v: { size: 1 } }'],
    ...['{ v: { attributeType: "toString" } }', '{ v: { constructor: 1 } }'],
  ])('cannot render (%s) and answers null', (filter) => {
    expect(expressionOf(filter)).toBeNull();
  });
});

describe('subscription filters', () => {
  /** `field operator value` per filter. */
  function groupsOf(given: string): string[][] | null {
    const filter = evaluate(`util.transform.toSubscriptionFilter(${given})`) as {
      filterGroup: { filters: { fieldName: string; operator: string; value: unknown }[] }[];
    } | null;
    if (filter === null) return null;
    return filter.filterGroup.map(({ filters }) =>
      filters.map((f) => `${f.fieldName} ${f.operator} ${JSON.stringify(f.value)}`),
    );
  }

  test.each([
    ['{ a: { eq: 1 }, b: { in: [1, 2] } }', [['a eq 1', 'b in [1,2]']]],
    ['{ n: { ge: 1, le: 5 } }', [['n ge 1'], ['n le 5']]],
    ['{ and: [{ n: { ge: 1 } }, { n: { le: 5 } }] }', [['n ge 1', 'n le 5']]],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1'], ['b eq 2']]],
    [
      '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }], and: [{ c: { eq: 3 } }], d: { eq: 4 } }',
      [
        ['d eq 4', 'c eq 3', 'a eq 1'],
        ['d eq 4', 'c eq 3', 'b eq 2'],
      ],
    ],
    [
      '{ and: [{ or: [{ a: { eq: 1 } }, { a: { eq: 2 } }] }, { or: [{ b: { eq: 1 } }, { b: { eq: 2 } }] }] }',
      [
        ['a eq 1', 'b eq 1'],
        ['a eq 1', 'b eq 2'],
        ['a eq 2', 'b eq 1'],
        ['a eq 2', 'b eq 2'],
      ],
    ],
    ['{ "a.b": { bogus: 1 }, not: { x: 1 } }', [['a.b bogus 1', 'not x 1']]],
    ['{}', []],
    ['{ a: {} }', []],
    ['{ and: [] }', []],
    ['{ a: { eq: 1 }, or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }, ["a", "b"]', [['c eq 3']]],
    [
      '{ a: { eq: 1 } }, [], { b: { eq: 2 }, c: { ne: 3 } }',
      [
        ['a eq 1', 'b eq 2'],
        ['a eq 1', 'c ne 3'],
      ],
    ],
    ['{}, [], { b: { eq: 2 } }', [['b eq 2']]],
    ['', null],
    ['null', null],
    ['[]', null],
    ['"{}"', null],
  ])('(%s)', (given, expected) => {
    expect(groupsOf(given)).toEqual(expected);
  });
});
