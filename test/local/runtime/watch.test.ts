import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { callsMany } from '../../../local/runtime/call-count.ts';
import { degreeOf, isQuick } from '../../../local/runtime/library/pattern-cost.ts';
import { loadCode } from '../../../local/runtime/index.ts';
import { emptyContext, moduleOf, nothingUsed, run } from './run-code.ts';

/** Each function calls the next one twice. */
const doubling = (depth: number) =>
  Array.from({ length: depth }, (_, at) => `function f${at}() { f${at + 1}(); f${at + 1}(); }`).join('\n') +
  `\nfunction f${depth}() {}`;
const program = (text: string) => parse(text, { ecmaVersion: 'latest', sourceType: 'module' });

describe('code that is watched from the start', () => {
  test('calls its functions in a chain that doubles', () => {
    expect([callsMany(program(doubling(14))), callsMany(program(doubling(40)))]).toEqual([true, true]);
  });

  test.each([
    'const o = { f: (n) => (n ? o.f(n - 1) + o.f(n - 1) : 1) };',
    'const o = {}; o.f = () => o.f() + o.f();',
    'const f = () => 1; const o = { f };',
    'const f = () => 1; const l = [f];',
    'const o = { f() { return o.f(); } };',
    'function f(g = () => 1) { return g; }',
  ])('keeps a function where no name tells who calls it: %s', (text) => {
    expect(callsMany(program(text))).toBe(true);
  });

  test('is not what calls its functions now and then', () => {
    const calls =
      'function g(list) { return list.map(() => f0()).map(f0); } const h = () => g([]); export { h as request };';
    expect(callsMany(program(`${doubling(5)} ${calls}`))).toBe(false);
  });
});

describe('a pattern', () => {
  test.each([
    ['^[0-7][0-9A-Z]{25}$', 0],
    ['^\\p{L}\\u{1F600}\\?\\(a[(+*]$', 0],
    ['^[a-z]{1,53}$', 1],
    ['^(?:[a-z]{4}){1,99}$', 1],
    ['a|b', 1],
    ['^.*[^x].*$', 2],
    ['a*?b+?c?', 3],
    ['(?:a|b)?', 2],
    ['(a+)+b', Infinity],
    ['(?:a|a)*b', Infinity],
    ['((a?b)c)*', Infinity],
    ['(?:x(?:a{2,})y){3}', Infinity],
  ])('%s may vary in so many places', (source, degree) => {
    expect(degreeOf(source)).toBe(degree);
  });

  test('is quick on a short text, and not on a long one', () => {
    expect([isQuick(2, 4_000), isQuick(2, 16_000_000), isQuick(1, 16_000_000), isQuick(0, 16_000_000)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([isQuick(3, 100), isQuick(Infinity, 0)]).toEqual([true, false]);
  });
});

describe('a run that turns out to need it', () => {
  test('is made again from the start, and leaves what one run leaves', () => {
    const { outcome, logs, stash } = run(
      `console.log('once'); ctx.stash.n = (ctx.stash.n ?? 0) + 1; return util.matches('(a|b)+', ctx.args.text);`,
      { arguments: { text: 'abba' } },
    );
    expect([outcome, logs.length, stash]).toEqual([{ kind: 'returned', value: true }, 1, { n: 1 }]);
  });

  test.each([
    'const o = { f: (n) => (n ? o.f(n - 1) + o.f(n - 1) : 1) }; return o.f(60);',
    'const o = {}; o.f = (n) => { if (n) { o.f(n - 1); o.f(n - 1); } }; o.f(60);',
    `${doubling(12)} const l = []; l.length = 1000; return l.fill(0).map(() => l.map(() => f0())).length;`,
  ])('ends with its time: %s', (body) => {
    const code = loadCode({ text: moduleOf(body), origin: 'test' });
    const { outcome } = code.run('request', emptyContext, { ...nothingUsed, timeLeftMs: 100 });
    expect(outcome).toMatchObject({ error: { message: expect.stringContaining('takes longer') as string } });
  });
});
