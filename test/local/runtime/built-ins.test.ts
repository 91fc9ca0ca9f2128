import { describe, expect, test } from 'vitest';
import { evaluate, evaluateUnchecked } from './run-code.ts';

describe('a built-in that counts what it makes answers as the language has it', () => {
  test.each([
    '[1, [2, [3, [4]]]].flat()',
    '[1, [2, [3, [4]]]].flat(Infinity)',
    '[1, [2, [3]]].flat(0)',
    '[1, [2], , 3].flat()',
    '[1, 2].flatMap((x, i, all) => [x, [i], all.length])',
    '[1, 2].flatMap((x) => x)',
    '[1].concat(2, [3, [4]], "ab")',
    '[3, 1, 10, "b", undefined].sort()',
    '[1, 2, 3].slice(-2)',
    '[1, 2, 3].splice(1, 1, "x", "y")',
    '[1, 2].reverse()',
    '[1, 2, 3].fill(0, 1)',
    '[[1, [2]], null, undefined, "a"].join("-")',
    '[1, 2].join()',
    '[[1].push(2, 3), [1].unshift(2, 3)]',
    '[1, 2, 3].reduce((sum, x) => sum + x, 10)',
    '[1, 2, 3].reduceRight((text, x) => text + x, "")',
    '[[1, 2].find((x) => x > 1), [1].findLast((x) => x > 1), [1, 2].findLastIndex((x) => x === 1)]',
    '"a-b-c".split("-")',
    '"a-b-c".split("-", 2)',
    '"a-b-c".split("-", -1)',
    '"abc".split("")',
    '"abc".split()',
    '"aß".toUpperCase() + "ÀB".toLowerCase() + "a".concat(1, null)',
    'Object.assign({ a: 1 }, { b: 2 }, null, "xy")',
    '[Object.keys("ab"), Object.values([1, 2]), Object.entries({ a: 1 })]',
    '[Array(3).length, Array(1, 2), Array("3")]',
    '`${[1, [2, null]]}`',
    '["abcb".indexOf("b"), "abcb".indexOf("b", 2), "abcb".lastIndexOf("b"), "abcb".lastIndexOf("b", 2)]',
    '[[1, 2, 1].indexOf(1, 1), [1, 2, 1].lastIndexOf(1), [1].pop(), [1, 2].shift()]',
    'JSON.stringify({ a: [1, { b: 2, c: undefined }], d: { a: 3, x: 4 } }, ["a", "b", "d"], 2)',
    'JSON.stringify({ a: { toJSON: () => ({ b: 1, c: 2 }) }, c: 3 }, ["a", "b"])',
    '[JSON.stringify(undefined), JSON.stringify("a\\n"), JSON.stringify([, 1])]',
  ])('%s', (expression) => {
    // The host's own engine is the judge.
    const expected: unknown = new Function(`return ${expression};`)();
    expect(evaluate(expression)).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  test.each([
    '[].flatMap(1)',
    '[].map(1)',
    '[].reduce((a) => a)',
    'Object.keys(null)',
    'Object.entries(undefined)',
    'Array(-1)',
    '[1].concat.name.x.y',
  ])('%s fails with a place in the code', (expression) => {
    expect(() => evaluateUnchecked(expression)).toThrow(/^Code: code\.js:2:\d+: (TypeError|RangeError): /);
  });

  test('the constructor of arrays is one for all', () => {
    expect(evaluateUnchecked('[].constructor === Array && Array(1).map((x) => x).constructor === Array')).toBe(true);
  });
});
