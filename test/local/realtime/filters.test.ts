import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFilter } from '../../../local/realtime/enhanced-filter.ts';
import type { EventFilter } from '../../../local/realtime/event-filter.ts';
import { argumentFilter } from '../../../local/realtime/event-filter.ts';
import { FilterError } from '../../../local/realtime/filter-error.ts';
import { createRegistry } from '../../../local/realtime/registry.ts';
import type { Subscription } from '../../../local/realtime/subscription.ts';

type Part = readonly [fieldName: string, operator: string, value: unknown];

const group = (...parts: Part[]) => ({
  filters: parts.map(([fieldName, operator, value]) => ({ fieldName, operator, value })),
});
const filter = (...groups: Part[][]) => readFilter({ filterGroup: groups.map((parts) => group(...parts)) });
const matching = (...groups: Part[][]) => {
  const made = filter(...groups);
  return (event: unknown) => made.matches(event);
};

describe('an operator', () => {
  /** Operator, value, what passes, what does not. */
  const table: readonly [string, unknown, readonly unknown[], readonly unknown[]][] = [
    ['eq', 1, [1], ['1', 2, null, undefined, [1]]],
    ['eq', 'a', ['a'], ['A', 'ab', null]],
    ['eq', true, [true], [false, 'true', 1]],
    ['ne', 1, [2, '1', true], [1, null, undefined]],
    ['lt', 5, [4], [5, 6, '4', null]],
    ['le', 5, [4, 5], [6, '4']],
    ['gt', 5, [6], [5, 4, null]],
    ['ge', 'b', ['b', 'c'], ['a', 9]],
    ['contains', 'bc', ['abcd', ['bc', 'x']], ['ab', ['b', 'c'], null]],
    ['contains', 5, [[1, 5]], [['5'], 5]],
    ['notContains', 'bc', ['ab', ['b']], ['abcd', ['bc'], null, undefined]],
    ['beginsWith', 'ab', ['ab', 'abc'], ['cab', 'AB', ['ab'], null]],
    ['in', ['a', 2], ['a', 2], ['b', '2', null, ['a']]],
    ['notIn', ['a', 2], ['b', '2'], ['a', 2, null, undefined]],
    ['between', [1, 5], [1, 3, 5], [0, 6, '3', null]],
    ['between', ['b', 'd'], ['b', 'cc', 'd'], ['a', 'dd', 3]],
    ['containsAny', ['a', 'b'], [['b', 'x'], ['a']], [['x'], [], 'a', null]],
  ];
  test.each(table)('%s %j', (operator, value, passing, failing) => {
    const matches = matching([['f', operator, value]]);
    for (const f of passing) expect([f, matches({ f })]).toEqual([f, true]);
    for (const f of failing) expect([f, matches({ f })]).toEqual([f, false]);
  });
});

describe('a filter', () => {
  test('holds where all of one group hold', () => {
    const matches = matching(
      [
        ['a', 'eq', 1],
        ['b', 'eq', 2],
      ],
      [['c', 'eq', 3]],
    );
    expect([{ a: 1, b: 2 }, { c: 3 }, { a: 1 }, { a: 1, b: 3 }, {}].map(matches)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('follows dots into nested fields', () => {
    const matches = matching([['a.b.c', 'eq', 1]]);
    expect([{ a: { b: { c: 1 } } }, { a: { b: {} } }, { a: null }, { 'a.b.c': 1 }].map(matches)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('never holds for a list', () => {
    expect(filter([['a', 'eq', 1]]).matches([{ a: 1 }])).toBe(false);
  });
});

describe('a filter that is refused', () => {
  const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
  const fields = (count: number): Part[] => values(count).map((name) => [name, 'eq', 1]);
  const groups = (count: number): Part[][] => values(count).map((name) => [[name, 'eq', 1]]);

  test.each<[string, Part[][], Part[][], string]>([
    [
      'in of 6',
      [[['a', 'in', values(6)]]],
      [[['a', 'in', values(5)]]],
      'subscription exceeds maximum value limit 5 for operator `in`.',
    ],
    [
      'notIn of 6',
      [[['a', 'notIn', values(6)]]],
      [[['a', 'notIn', values(5)]]],
      'subscription exceeds maximum value limit 5 for operator `notIn`.',
    ],
    [
      'containsAny of 21',
      [[['a', 'containsAny', values(21)]]],
      [[['a', 'containsAny', values(20)]]],
      'subscription exceeds maximum value limit 20 for operator `containsAny`.',
    ],
    ['6 fields', [fields(6)], [fields(5)], 'Filters exceed maximum attributes limit 5 for subscription'],
    ['11 groups', groups(11), groups(10), 'Filters exceed maximum filter limit 10 for subscription'],
    [
      '12 alternatives of in',
      [
        [
          ['a', 'in', values(4)],
          ['b', 'in', values(3)],
        ],
      ],
      [
        [
          ['a', 'in', values(5)],
          ['b', 'in', values(2)],
        ],
      ],
      'Filters exceed maximum filter limit 10 for subscription',
    ],
    [
      '257 characters',
      [[['a', 'eq', 'x'.repeat(257)]]],
      [[['a', 'eq', 'x'.repeat(256)]]],
      'subscription exceeds maximum length 256',
    ],
    ['6 levels', [[['a.b.c.d.e.f', 'eq', 1]]], [[['a.b.c.d.e', 'eq', 1]]], 'maximum of 5 nested levels'],
    ['an unknown operator', [[['a', 'lte', 1]]], [[['a', 'le', 1]]], "Invalid filter operator 'lte'"],
    ['an order of booleans', [[['a', 'lt', true]]], [[['a', 'eq', true]]], 'Invalid value for operator `lt`'],
    ['eq null', [[['a', 'eq', null]]], [[['a', 'eq', '']]], 'Invalid value for operator `eq`'],
    ['between one', [[['a', 'between', [1]]]], [[['a', 'between', [1, 2]]]], 'Invalid value for operator `between`'],
    ['in of nothing', [[['a', 'in', []]]], [[['a', 'in', ['x']]]], 'Invalid value for operator `in`'],
  ])('%s', (_, refused, accepted, message) => {
    expect(() => filter(...refused)).toThrow(FilterError);
    expect(() => filter(...refused)).toThrow(message);
    expect(filter(...accepted)).toBeDefined();
  });

  test.each([
    [null],
    [undefined],
    ['{}'],
    [{}],
    [{ filterGroup: [] }],
    [{ filterGroup: [{ filters: [] }] }],
    [{ filterGroup: [{}] }],
  ])('%j, which would let everything through', (given) => {
    expect(() => readFilter(given)).toThrow(FilterError);
  });
});

describe("a subscription's arguments", () => {
  test('must all equal the event', () => {
    const { matches } = argumentFilter({ a: 1, b: 'x' });
    expect([{ a: 1, b: 'x' }, { a: 1, b: 'y' }, { a: 1 }, { a: '1', b: 'x' }].map(matches)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
  test('that are null ask for null or nothing', () => {
    const { matches } = argumentFilter({ a: null });
    expect([{ a: null }, {}, { a: 0 }, { a: '' }].map(matches)).toEqual([true, true, false, false]);
  });
  test('that are left out ask for nothing', () => {
    expect(argumentFilter({ a: undefined }).matches({ a: 1 })).toBe(true);
  });
  test('that are objects or lists match nothing', () => {
    expect(argumentFilter({ a: { b: 1 } }).matches({ a: { b: 1 } })).toBe(false);
  });
});

describe('the registry', () => {
  const scalar = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('a', 'b', '1'), fc.boolean());
  const field = fc.constantFrom('x', 'y', 'z');
  const part = fc.oneof(
    fc.record({ fieldName: field, operator: fc.constantFrom('eq', 'ne'), value: scalar }),
    fc.record({
      fieldName: field,
      operator: fc.constant('in'),
      value: fc.array(scalar, { minLength: 1, maxLength: 2 }),
    }),
  );
  const enhanced = fc
    .array(fc.array(part, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((groups): EventFilter => readFilter({ filterGroup: groups.map((filters) => ({ filters })) }));
  const basic = fc.dictionary(field, fc.option(scalar), { maxKeys: 2 }).map(argumentFilter);
  const payload = fc.dictionary(field, fc.option(scalar));

  test('finds exactly those whose filter an event passes, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(enhanced, basic), { maxLength: 12 }),
        fc.array(fc.nat(11)),
        payload,
        (filters, gone, event) => {
          const registry = createRegistry();
          const all = filters.map((one, at) => subscription(String(at), one));
          for (const one of all) registry.add(one);
          for (const at of gone) if (all[at]) registry.remove(all[at]);
          const left = all.filter((_, at) => !gone.includes(at));
          const ids = (found: readonly Subscription[]) => found.map(({ id }) => id).sort();
          expect(ids(registry.match('onX', event))).toEqual(ids(left.filter((one) => one.filter.matches(event))));
          expect(registry.size).toBe(left.length);
          expect(registry.match('onY', event)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('asks only those that wait for the value of an event', () => {
    const registry = createRegistry();
    let asked = 0;
    for (let at = 0; at < 1000; at += 1) {
      const one = argumentFilter({ channel: `c${at}` });
      const counting = { keys: one.keys, matches: (event: unknown) => ((asked += 1), one.matches(event)) };
      registry.add(subscription(String(at), counting));
    }
    expect(registry.match('onX', { channel: 'c7' }).map(({ id }) => id)).toEqual(['7']);
    expect(asked).toBe(1);
  });
});

function subscription(id: string, one: EventFilter): Subscription {
  // The registry reads nothing else of a subscription.
  return { id, fieldName: 'onX', filter: one, invalidationFilter: null } as Subscription;
}
