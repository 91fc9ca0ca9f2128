import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import { FILTERED, api, decided, enhanced, groupsOf, likely, limit, type Filter } from './api.ts';

const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
const groups = (count: number): Filter[][] => values(count).map((value) => [['s', 'eq', value]]);
const fieldsOf = (count: number): Filter[] =>
  ['id', 's', 'n', 'f', 'b', 'l'].slice(0, count).map((name) => [name, 'eq', 1]);
const refusals: readonly (readonly [
  Standing,
  string,
  readonly (readonly Filter[])[],
  readonly (readonly Filter[])[],
  string,
])[] = [
  [
    likely(enhanced, 'aws-amplify/amplify-category-api#740'),
    'in takes 5 values',
    [[['s', 'in', values(6)]]],
    [[['s', 'in', values(5)]]],
    'subscription exceeds maximum value limit 5 for operator `in`.',
  ],
  [
    enhanced,
    'notIn takes 5 values',
    [[['s', 'notIn', values(6)]]],
    [[['s', 'notIn', values(5)]]],
    'maximum value limit 5 for operator `notIn`',
  ],
  [
    enhanced,
    'containsAny takes 20 values',
    [[['l', 'containsAny', values(21)]]],
    [[['l', 'containsAny', values(20)]]],
    'maximum value limit 20 for operator `containsAny`',
  ],
  [
    likely(enhanced, 'aws-amplify/amplify-flutter#6142'),
    'a group names 5 fields',
    [fieldsOf(6)],
    [fieldsOf(5)],
    'Filters exceed maximum attributes limit 5 for subscription',
  ],
  [enhanced, 'a filter has 10 groups', groups(11), groups(10), '10'],
  [enhanced, 'a string has 256 characters', [[['s', 'eq', 'x'.repeat(257)]]], [[['s', 'eq', 'x'.repeat(256)]]], '256'],
  [
    likely(enhanced),
    'the values of in count as groups, and multiply',
    [
      [
        ['s', 'in', values(4)],
        ['n', 'in', [1, 2, 3]],
      ],
    ],
    [
      [
        ['s', 'in', values(5)],
        ['n', 'in', [1, 2]],
      ],
    ],
    '10',
  ],
];
for (const [standing, name, tooMuch, allowed, message] of refusals) {
  fact(limit(standing), `filter: ${name} and no more`, async () => {
    const [error] = await api.refusedStart(FILTERED, { filter: JSON.stringify(groupsOf(tooMuch)) });
    expect(error?.message).toContain(message);
    const client = await api.open();
    await api.subscribe(client, 's', FILTERED, { filter: JSON.stringify(groupsOf(allowed)) });
  });
}
const refusedFilters: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['an empty filterGroup', { filterGroup: [] }],
  ['a group without filters', { filterGroup: [{ filters: [] }] }],
  ['an unknown operator', groupsOf([[['s', 'lte', 'a']]])],
  ['eq null', groupsOf([[['s', 'eq', null]]])],
  ['an order of booleans', groupsOf([[['b', 'lt', true]]])],
  ['between with one bound', groupsOf([[['n', 'between', [1]]]])],
  ['in with a scalar', groupsOf([[['s', 'in', 'a']]])],
];
for (const [what, filter] of refusedFilters) {
  fact(decided(enhanced), `filter: ${what} refuses the subscription`, async () => {
    expect(await api.refusedStart(FILTERED, { filter: JSON.stringify(filter) })).toHaveLength(1);
  });
}
