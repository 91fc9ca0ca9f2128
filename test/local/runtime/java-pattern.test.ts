import { describe, expect, test } from 'vitest';
import { run } from './run-code.ts';

function evaluateWith(expression: string, given: Record<string, unknown>): unknown {
  const { outcome } = run(`return ${expression};`, { arguments: given });
  if (outcome.kind === 'error') throw new Error(outcome.error.message);
  return outcome.value;
}

const matches = (pattern: string, value: unknown): unknown =>
  evaluateWith('util.matches(ctx.args.pattern, ctx.args.value)', { pattern, value });

describe('util.matches', () => {
  test.each([
    ['a*b', 'aaaaab', 'xaab'],
    ['^[a-z0-9-]{1,3}$', 'a-1', 'abcd'],
    ['(?i)abc', 'aBC', 'abd'],
    ['a.b', 'a😀b', 'a\nb'],
    ['(?s)a.b', 'a\nb', 'ab'],
    ['.', '😀', 'ab'],
    ['(?i)(?s)A.', 'a\n', 'b\n'],
    ['[a-z&&[^aeiou]]+', 'xyz', 'xay'],
    ['[a-c[x-z]]+', 'az', 'd'],
    ['[\\w&&[^\\d]]+', 'a_b', 'a1'],
    ['[]a]+', ']a', 'b'],
    ['[^]a]', 'b', ']'],
    ['[a-]+', 'a-', 'b'],
    ['[&]', '&', 'a'],
    ['\\p{Alpha}\\p{Punct}\\p{Digit}', 'a!1', 'é!1'],
    ['\\p{L}\\p{Lu}\\pN', 'éÉ٣', 'eé1'],
    ['\\P{L}+', '12', 'a'],
    ['\\p{IsAlphabetic}\\p{IsLatin}\\p{IsL}', 'аaа', 'ааа'],
    ['[\\p{L}\\p{Nd}_]+', 'é1_', '-'],
    ['\\d+', '12', '٣'],
    ['\\s', ' ', '\u00a0'],
    ['\\h', '\u00a0', '\n'],
    ['\\S\\H\\D\\W', 'aa-!', ' a1a'],
    ['\\A\\w+\\z', 'abc', 'abc\n'],
    ['\\Qa.b\\E+', 'a.bb', 'axb'],
    ['[\\Q^]\\E]', '^', 'a'],
    ['\\x41\\u0042\\x{1F600}\\0103', 'AB😀C', 'ABC'],
    ['\\ud83d\\ude00', '😀', '\ud83d'],
    ['(a)(?<n>b)\\1\\k<n>', 'abab', 'abba'],
    ['(?:a|bc)(?=d)d(?<!x)', 'bcd', 'bce'],
    ['a+?b{2,}', 'aabb', 'ab'],
    ['a\\Rb', 'a\r\nb', 'ab'],
    ['(?m)a$\\n^b', 'a\nb', 'ab'],
    ['a\\-\\/\\.\\@', 'a-/.@', 'a'],
    ['a]}', 'a]}', 'a'],
  ])('%s takes %j and not %j', (pattern, taken, refused) => {
    expect([matches(pattern, taken), matches(pattern, refused)]).toEqual([true, false]);
  });

  test.each([
    'a++',
    'a*+',
    '(?x)a',
    '(?U)a',
    'a(?i)b',
    '(?i:a)',
    '(?>a)',
    '{',
    'a{,2}',
    '\\y',
    '\\p{InGreek}',
    '\\p{Nope}',
    '[a',
    '(a',
    'a)',
    '[z-a]',
    '*',
    '\\',
    '\\G',
  ])('refuses %s', (pattern) => {
    expect(() => matches(pattern, 'a')).toThrow(/^code\.js:2:13: TypeError: .*pattern/);
  });

  test('null matches nothing, and the pattern stands first', () => {
    expect(matches('.*', null)).toBe(false);
    expect(() => evaluateWith('util.matches(null, "a")', {})).toThrow('pattern first');
  });
});

describe('replace', () => {
  test.each([
    ['"a.b.c".replace("\\\\.", "-")', 'a-b.c'],
    ['"a.b.c".replaceAll("[.]", "-")', 'a-b-c'],
    ['"a.b.c".replaceAll(".", "-")', '-----'],
    ['"john smith".replace("(\\\\w+) (\\\\w+)", "$2 $1")', 'smith john'],
    ['"aXbX".replaceAll("x", "-")', 'aXbX'],
    ['"aXbX".replaceAll("(?i)x", "-") + "aXbX".replaceAll("(?i)x", "-")', 'a-b-a-b-'],
  ])('%s', (expression, expected) => {
    expect(evaluateWith(expression, {})).toBe(expected);
  });
});
