import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentionText } from '../../../web/src/composer/mention-text.ts';

const people = [
  { id: 'ann', name: 'Ann' },
  { id: 'ann-lee', name: 'Ann Lee' },
  { id: 'bob', name: 'Bob' },
  { id: 'bob2', name: 'Bob' },
  { id: 'zoe', name: 'Zo\u202Eë' },
  { id: 'nobody', name: '\u200B' },
];
const { toShown, toContent, labelOf } = mentionText(people);

describe('the box shows names for ids', () => {
  test.each([
    ['hi <@ann>', 'hi @Ann'],
    ['<@ann-lee>, <@ann>', '@Ann Lee, @Ann'],
    ['<@bob> <@bob2>', '@Bob (bob) @Bob (bob2)'],
    ['<@zoe> <@nobody>', '@Zoë @nobody'],
    ['<@stranger>', '<@stranger>'],
    ['(<@ann>)', '(@Ann)'],
    ['<@ann>s', '<@ann>s'],
    ['x<@ann>', 'x<@ann>'],
    ['<@ann> Lee', '<@ann> Lee'],
    ['<@ann><@bob>', '@Ann@Bob (bob)'],
  ])('%j as %j, and keeps the ids', (content, shown) => {
    expect(toShown(content)).toBe(shown);
    expect(toContent(shown)).toBe(content);
  });

  test.each([
    ['@Ann', '<@ann>'],
    ['@Ann Lee!', '<@ann-lee>!'],
    ['@Ann Leech', '<@ann> Leech'],
    ['@Anna', '@Anna'],
    ['me@Ann', 'me@Ann'],
    ['@ann', '@ann'],
    ['@Bob', '@Bob'],
    ['@@Ann', '@<@ann>'],
  ])('what is typed as %j is sent as %j', (shown, content) => expect(toContent(shown)).toBe(content));

  test('and says how somebody is written', () => {
    expect([labelOf('ann'), labelOf('bob2'), labelOf('x')]).toEqual(['Ann', 'Bob (bob2)', 'x']);
  });
});

test('any content comes back from the box as it went in', () => {
  const part = fc.constantFrom(
    ' Lee',
    ' ',
    'a',
    '.',
    '(',
    '🎉',
    '\n',
    '<',
    '>',
    ...people.map(({ id }) => `<@${id}>`),
    '<@who>',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const content = parts.join('');
      expect(toContent(toShown(content))).toBe(content);
    }),
    { numRuns: 3000 },
  );
});
