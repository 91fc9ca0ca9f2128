import { describe, expect, test } from 'vitest';
import { completionQuery, matchPeople } from '../../../web/src/composer/completion.ts';
import { contentOf, lengthOf } from '../../../web/src/composer/message-length.ts';

const people = [
  { id: 'bob', name: 'Bob Tanaka' },
  { id: 'zoe', name: 'Zoë Müller' },
  { id: 'tan', name: 'Ann Lee' },
];

describe('what is being typed', () => {
  test.each([
    ['@', 'person', 0, ''],
    ['hi @bo', 'person', 3, 'bo'],
    ['hi @Bob Ta', 'person', 3, 'Bob Ta'],
    ['(@bo', 'person', 1, 'bo'],
    [':ta', 'emoji', 0, 'ta'],
    ['so :+1', 'emoji', 3, '+1'],
    ['a: :ta', 'emoji', 3, 'ta'],
  ])('%j could be completed as a %s', (text, kind, start, query) =>
    expect(completionQuery(text, text.length)).toEqual({ kind, start, text: query }),
  );

  test.each([
    '',
    'bob',
    'me@example',
    '@ bob',
    '@bob ',
    '@a\nb',
    ':',
    ':t',
    '10:30',
    ': ta',
    ':ta da',
    `@${'a'.repeat(41)}`,
  ])('%j can not', (text) => expect(completionQuery(text, text.length)).toBeNull());

  test('counts only what is before the caret', () => {
    expect(completionQuery('@bob and more', 3)).toEqual({ kind: 'person', start: 0, text: 'bo' });
  });
});

describe('people', () => {
  test.each([
    ['', ['tan', 'bob', 'zoe']],
    ['bob', ['bob']],
    ['zoe', ['zoe']],
    ['mul', ['zoe']],
    ['ta', ['bob', 'tan']],
    ['BOB TA', ['bob']],
    ['x', []],
  ])('%j finds %j', (query, ids) => expect(matchPeople(people, query, 8).map(({ id }) => id)).toEqual(ids));

  test('are at most as many as asked for', () => expect(matchPeople(people, '', 2)).toHaveLength(2));
});

describe('length', () => {
  test('is in code points of what would be stored', () => {
    expect(lengthOf('a😀é')).toBe(3);
    expect(lengthOf('e\u0301')).toBe(2);
    expect(contentOf('\n \n  a \n\n')).toBe('  a');
    expect(contentOf(' \n ')).toBe('');
  });
});
