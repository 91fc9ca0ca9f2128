import { expect } from 'vitest';
import type { Standing } from '../fact.ts';
import { fact } from '../fact.ts';
import {
  FILTERED,
  api,
  decided,
  enhanced,
  groupsOf,
  heard,
  likely,
  passing,
  resolverPage,
  type Event,
  type Filter,
} from './api.ts';

const operators: readonly (readonly [Standing, string, Filter, readonly Event[], readonly Event[]])[] = [
  [
    enhanced,
    'eq compares strings strictly, with their case',
    ['s', 'eq', 'a'],
    [{ s: 'a' }],
    [{ s: 'A' }, { s: 'ab' }, {}],
  ],
  [enhanced, 'eq compares integers', ['n', 'eq', 5], [{ n: 5 }], [{ n: 6 }, {}]],
  [enhanced, 'eq compares floats', ['f', 'eq', 1.5], [{ f: 1.5 }], [{ f: 1.51 }]],
  [enhanced, 'eq compares booleans', ['b', 'eq', false], [{ b: false }], [{ b: true }, {}]],
  [enhanced, 'eq does not take text for a number', ['n', 'eq', '5'], [], [{ n: 5 }]],
  [enhanced, 'ne is the opposite', ['s', 'ne', 'a'], [{ s: 'b' }], [{ s: 'a' }]],
  [enhanced, 'le', ['n', 'le', 5], [{ n: 4 }, { n: 5 }], [{ n: 6 }, {}]],
  [enhanced, 'lt', ['n', 'lt', 5], [{ n: 4 }], [{ n: 5 }, { n: 6 }]],
  [enhanced, 'ge', ['n', 'ge', 5], [{ n: 5 }, { n: 6 }], [{ n: 4 }]],
  [enhanced, 'gt', ['n', 'gt', 5], [{ n: 6 }], [{ n: 5 }, { n: 4 }, {}]],
  [enhanced, 'gt orders strings', ['s', 'gt', 'b'], [{ s: 'c' }], [{ s: 'a' }, { s: 'b' }]],
  [
    enhanced,
    'contains finds a part of a string',
    ['s', 'contains', 'bc'],
    [{ s: 'abcd' }],
    [{ s: 'ABCD' }, { s: 'b' }, {}],
  ],
  [
    enhanced,
    'contains finds a member of a list',
    ['l', 'contains', 'a'],
    [{ l: ['b', 'a'] }],
    [{ l: ['ab'] }, { l: [] }],
  ],
  [enhanced, 'contains finds a number in a list', ['ns', 'contains', 2], [{ ns: [1, 2] }], [{ ns: [12] }]],
  [enhanced, 'notContains of a string', ['s', 'notContains', 'b'], [{ s: 'a' }], [{ s: 'abc' }]],
  [enhanced, 'notContains of a list', ['l', 'notContains', 'a'], [{ l: ['b'] }], [{ l: ['a', 'b'] }]],
  [enhanced, 'beginsWith', ['s', 'beginsWith', 'ab'], [{ s: 'ab' }, { s: 'abc' }], [{ s: 'cab' }, { s: 'Ab' }, {}]],
  [enhanced, 'in', ['s', 'in', ['a', 'b']], [{ s: 'a' }, { s: 'b' }], [{ s: 'c' }, {}]],
  [enhanced, 'in of numbers', ['n', 'in', [1, 2]], [{ n: 2 }], [{ n: 3 }]],
  [enhanced, 'notIn', ['s', 'notIn', ['a', 'b']], [{ s: 'c' }], [{ s: 'a' }, { s: 'b' }]],
  [
    enhanced,
    'between lets the values between through',
    ['n', 'between', [1, 5]],
    [{ n: 2 }, { n: 4 }],
    [{ n: 0 }, { n: 6 }],
  ],
  [decided(enhanced), 'between includes both ends', ['n', 'between', [1, 5]], [{ n: 1 }, { n: 5 }], []],
  [
    enhanced,
    'containsAny finds any of its values in a list',
    ['l', 'containsAny', ['a', 'b']],
    [{ l: ['x', 'b'] }],
    [{ l: ['x'] }, { l: [] }],
  ],
  [decided(enhanced), 'ne does not hold for a missing field', ['s', 'ne', 'a'], [], [{}]],
  [decided(enhanced), 'notIn does not hold for a missing field', ['s', 'notIn', ['a']], [], [{}]],
  [decided(enhanced), 'notContains does not hold for a missing field', ['s', 'notContains', 'a'], [], [{}]],
  [
    enhanced,
    'a dot leads into nested fields',
    ['d.v', 'eq', 'a'],
    [{ d: { v: 'a' } }],
    [{ d: { v: 'b' } }, { s: 'a' }, {}],
  ],
  [
    enhanced,
    'five levels of nesting are followed',
    ['d.d.d.d.v', 'eq', 'a'],
    [{ d: { d: { d: { d: { v: 'a' } } } } }],
    [{ d: { v: 'a' } }],
  ],
];
for (const [standing, name, filter, through, kept] of operators) {
  fact(standing, `filter: ${name}`, async () => {
    const events = [
      ...kept.map((event, at) => ({ ...event, id: `kept ${at}` })),
      ...through.map((event, at) => ({ ...event, id: `through ${at}` })),
    ];
    expect(await passing([[filter]], events)).toEqual(through.map((_, at) => `through ${at}`));
  });
}
fact(enhanced, 'filter: all of one group must hold', async () => {
  const both: readonly Filter[] = [
    ['s', 'eq', 'a'],
    ['n', 'eq', 1],
  ];
  expect(
    await passing(
      [both],
      [
        { id: '1', s: 'a' },
        { id: '2', n: 1 },
        { id: '3', s: 'a', n: 1 },
      ],
    ),
  ).toEqual(['3']);
});
fact(enhanced, 'filter: one of several groups is enough', async () => {
  const either: readonly (readonly Filter[])[] = [[['s', 'eq', 'a']], [['n', 'eq', 1]]];
  expect(
    await passing(either, [
      { id: '1', s: 'a' },
      { id: '2', n: 1 },
      { id: '3', s: 'b', n: 2 },
    ]),
  ).toEqual(['1', '2']);
});
fact(enhanced, 'filter: an event that several groups let through comes once', async () => {
  const either: readonly (readonly Filter[])[] = [[['s', 'eq', 'a']], [['n', 'eq', 1]]];
  expect(await passing(either, [{ id: '1', s: 'a', n: 1 }])).toEqual(['1']);
});
fact(likely(enhanced), 'filter: it sees only what the mutation selected', async () => {
  const client = await api.open();
  const filter = JSON.stringify(groupsOf([[['s', 'eq', 'a']]]));
  await api.subscribe(client, 's', FILTERED, { filter });
  await api.ask('mutation { publish(event: { id: "unselected", s: "a" }) { id } }');
  await api.ask('mutation { publish(event: { id: "selected", s: "a" }) { id s } }');
  expect((await client.next({ type: 'data' })).payload?.data).toEqual({ onFiltered: { id: 'selected' } });
});
fact(enhanced, 'filter: it replaces the arguments of the subscription', async () => {
  const query = 'subscription F($filter: AWSJSON) { onFiltered(filter: $filter, s: "other") { id } }';
  const filter = JSON.stringify(groupsOf([[['s', 'eq', 'a']], [['id', 'eq', 'end']]]));
  expect(
    await heard(
      query,
      { filter },
      [
        { id: '1', s: 'a' },
        { id: '2', s: 'other' },
      ],
      { id: 'end' },
    ),
  ).toEqual(['1']);
});
fact(resolverPage, 'filter: without one, a subscription with a resolver is filtered by its arguments', async () => {
  const query = 'subscription { onQuiet(s: "a") { id } }';
  expect(
    await heard(
      query,
      {},
      [
        { id: '1', s: 'a' },
        { id: '2', s: 'b' },
      ],
      { id: 'end', s: 'a' },
    ),
  ).toEqual(['1']);
});
fact(enhanced, 'filter: a list at the top is not delivered to a subscription with a filter', async () => {
  const client = await api.open();
  await api.subscribe(client, 'filtered', 'subscription { onListFiltered { id } }');
  await api.subscribe(client, 'plain', 'subscription { onList { id } }');
  await api.ask('mutation { list { id } }');
  await api.ask('mutation { list { id } }');
  expect([(await client.next({ type: 'data' })).id, (await client.next({ type: 'data' })).id]).toEqual([
    'plain',
    'plain',
  ]);
});
