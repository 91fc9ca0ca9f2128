import { expect } from 'vitest';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { expectUnavailable, run, valueOf } from './support/code.ts';

const features = 'AppSync Developer Guide: JavaScript runtime features, built-in objects and functions';
const sure: Standing = { area: 'runtime', certainty: 'sure', source: features };
const denied: Standing = { ...sure, source: '@aws-appsync/eslint-plugin 2.0.2: no-disallowed-methods' };
const decided: Standing = { ...sure, certainty: 'decided', source: `${features} (not in the list)` };

/** An expression over a built-in, and what it gives. */
const available: readonly (readonly [string, string, unknown])[] = [
  ['Object.assign', 'Object.assign({ a: 1 }, { b: 2 })', { a: 1, b: 2 }],
  ['Object.entries', 'Object.entries({ a: 1 })', [['a', 1]]],
  ['Object.hasOwn', "[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({}, 'toString')]", [true, false]],
  ['Object.keys', 'Object.keys({ a: 1, b: 2 })', ['a', 'b']],
  ['Object.values', 'Object.values({ a: 1, b: 2 })', [1, 2]],
  ['String length', "'abc'.length", 3],
  ['String charAt', "'abc'.charAt(1)", 'b'],
  ['String concat', "'a'.concat('b', 'c')", 'abc'],
  ['String endsWith', "'abc'.endsWith('bc')", true],
  ['String indexOf', "'abcb'.indexOf('b')", 1],
  ['String lastIndexOf', "'abcb'.lastIndexOf('b')", 3],
  ['String slice', "'abcd'.slice(1, -1)", 'bc'],
  ['String split', "'a,b'.split(',')", ['a', 'b']],
  ['String startsWith', "'abc'.startsWith('ab')", true],
  ['String toLowerCase', "'AbC'.toLowerCase()", 'abc'],
  ['String toUpperCase', "'aBc'.toUpperCase()", 'ABC'],
  ['String trim', "' a '.trim()", 'a'],
  ['String trimEnd', "' a '.trimEnd()", ' a'],
  ['String trimStart', "' a '.trimStart()", 'a '],
  ['String replace with a Java pattern, once', "'a1b22'.replace('[0-9]+', '#')", 'a#b22'],
  ['String replaceAll with a Java pattern', "'a1b22'.replaceAll('[0-9]+', '#')", 'a#b#'],
  ['String replaceAll with a group in the replacement', "'ab cd'.replaceAll('(\\\\w)(\\\\w)', '$2$1')", 'ba dc'],
  ['Array length', '[1, 2].length', 2],
  ['Array concat', '[1].concat([2], 3)', [1, 2, 3]],
  ['Array fill', '[1, 2, 3].fill(0, 1)', [1, 0, 0]],
  ['Array flat', '[1, [2, [3]]].flat()', [1, 2, [3]]],
  ['Array indexOf', '[1, 2, 1].indexOf(1, 1)', 2],
  ['Array join', "[1, 2].join('-')", '1-2'],
  ['Array lastIndexOf', '[1, 2, 1].lastIndexOf(1)', 2],
  ['Array pop', '[[1, 2].pop()]', [2]],
  ['Array reverse', '[1, 2].reverse()', [2, 1]],
  ['Array shift', '[[1, 2].shift()]', [1]],
  ['Array slice', '[1, 2, 3].slice(1)', [2, 3]],
  ['Array sort without a comparator, by text', '[10, 9, 1].sort()', [1, 10, 9]],
  ['Array splice', '[1, 2, 3].splice(1, 1)', [2]],
  ['Array map', '[1, 2].map((x) => x + 1)', [2, 3]],
  ['Array flatMap', '[1, 2].flatMap((x) => [x, x])', [1, 1, 2, 2]],
  ['Array filter', '[1, 2].filter((x) => x > 1)', [2]],
  ['Array reduce', '[1, 2].reduce((sum, x) => sum + x, 10)', 13],
  ['Array reduceRight', "['a', 'b'].reduceRight((text, x) => text + x, '')", 'ba'],
  ['Array find', '[1, 2].find((x) => x > 1)', 2],
  ['Array some', '[1, 2].some((x) => x > 1)', true],
  ['Array every', '[1, 2].every((x) => x > 1)', false],
  ['Array findIndex', '[1, 2].findIndex((x) => x > 1)', 1],
  ['Array findLast', '[1, 2, 3].findLast((x) => x < 3)', 2],
  ['Array findLastIndex', '[1, 2, 3].findLastIndex((x) => x < 3)', 1],
  ['Number.isFinite', "[Number.isFinite(1), Number.isFinite(Infinity), Number.isFinite('1')]", [true, false, false]],
  ['Number.isNaN', '[Number.isNaN(NaN), Number.isNaN(1)]', [true, false]],
  ['Math.min', 'Math.min(2, 1)', 1],
  ['Math.max', 'Math.max(2, 1)', 2],
  ['Math.round', 'Math.round(1.5)', 2],
  ['Math.floor', 'Math.floor(1.9)', 1],
  ['Math.ceil', 'Math.ceil(1.1)', 2],
  ['JSON.stringify', 'JSON.stringify({ a: [1, null] })', '{"a":[1,null]}'],
  ['JSON.parse', 'JSON.parse(\'{"a":1}\')', { a: 1 }],
  ['the global NaN', 'Number.isNaN(NaN)', true],
  ['the global Infinity', 'Infinity > 1', true],
  ['the global undefined', 'typeof undefined', 'undefined'],
];
for (const [name, expression, value] of available) {
  fact(sure, `has ${name}`, () => {
    expect(valueOf(expression)).toEqual(value);
  });
}
fact(sure, 'has Math.random, from 0 up to 1', () => {
  const drawn = valueOf('[Math.random(), Math.random()]') as number[];
  expect(drawn.every((one) => one >= 0 && one < 1)).toBe(true);
  expect(drawn[0]).not.toBe(drawn[1]);
});
fact(sure, 'has Array push and unshift, which change the list', () => {
  expect(run('const a = [1]; a.push(2); a.unshift(0); return a;').outcome).toMatchObject({ value: [0, 1, 2] });
});
fact(sure, 'has Array forEach, which gives item and index', () => {
  expect(run('const a = []; [7].forEach((x, i) => { a.push([x, i]); }); return a;').outcome).toMatchObject({
    value: [[7, 0]],
  });
});
fact(sure, 'JSON.parse gives an empty string for text that is no JSON', () => {
  expect(valueOf("JSON.parse('{no')")).toBe('');
});
fact(sure, 'sort takes no comparator', () => {
  expectUnavailable('return [3, 1].sort((a, b) => a - b);');
});
fact(sure, 'replace takes no function', () => {
  expectUnavailable("return 'a'.replace('a', () => 'b');");
});
fact(sure, 'console has log and error', () => {
  expect(run("console.log('a'); console.error('b');").logs).toHaveLength(2);
});

const object = [
  ...['create({})', "defineProperty({}, 'a', {})", 'defineProperties({}, {})', 'freeze({})'],
  ...["getOwnPropertyDescriptor({}, 'a')", 'getOwnPropertyDescriptors({})', 'getOwnPropertyNames({})'],
  ...['getOwnPropertySymbols({})', 'getPrototypeOf({})', 'is(1, 1)', 'isExtensible({})', 'isFrozen({})'],
  ...['isSealed({})', 'preventExtensions({})', 'seal({})', 'setPrototypeOf({}, {})'],
];
const objectMethods = ["hasOwnProperty('a')", 'isPrototypeOf({})', "propertyIsEnumerable('a')", 'toLocaleString()'];
const string = [
  ...['charCodeAt(0)', "localeCompare('b')", "matchAll('a')", "padEnd(3, 'x')", "padStart(3, 'x')", 'repeat(2)'],
  ...["search('a')", 'toLocaleLowerCase()', 'toLocaleUpperCase()'],
];
const array = ['copyWithin(0, 1)', 'entries()', 'keys()', 'toLocaleString()', 'values()'];
const deniedCalls: readonly string[] = [
  ...object.map((call) => `Object.${call}`),
  ...objectMethods.map((call) => `({ a: 1 }).${call}`),
  ...['fromCharCode(97)', 'fromCodePoint(97)'].map((call) => `String.${call}`),
  ...string.map((call) => `'abc'.${call}`),
  ...array.map((call) => `[1, 2].${call}`),
  ...['from([1])', 'of(1)'].map((call) => `Array.${call}`),
];
for (const call of deniedCalls) {
  fact(denied, `has no ${call}`, () => {
    expectUnavailable(`return ${call};`);
  });
}

const unlisted: readonly string[] = [
  ...['pow(2, 2)', 'abs(-1)', 'sqrt(4)', 'trunc(1.5)', 'sign(-1)', 'log(1)'].map((call) => `Math.${call}`),
  ...["parseInt('1')", "parseFloat('1')", 'isInteger(1)', 'isSafeInteger(1)'].map((call) => `Number.${call}`),
  ...['[1].includes(1)', "'a'.includes('a')", "'abc'.substring(1)", "'abc'.substr(1)", "'a'.codePointAt(0)"],
  ...["'abc'.at(0)", '[1].at(0)', "'a'.normalize('NFC')", "'a'.match('a')", '[1].toSorted()', '[1].toReversed()'],
  ...["Object.fromEntries([['a', 1]])", 'Object.groupBy([], (x) => x)', 'Array.isArray([])', '(1).toFixed(2)'],
];
for (const call of unlisted) {
  fact(decided, `has no ${call}`, () => {
    expectUnavailable(`return ${call};`);
  });
}
const globals: readonly (readonly [string, string])[] = [
  ['parseInt', "parseInt('1')"],
  ['parseFloat', "parseFloat('1')"],
  ['isNaN', 'isNaN(1)'],
  ['encodeURIComponent', "encodeURIComponent('a')"],
  ['Symbol', "Symbol('a')"],
  ['Reflect', 'Reflect.ownKeys({})'],
  ['structuredClone', 'structuredClone({})'],
];
for (const [name, call] of globals) {
  fact(decided, `has no global ${name}`, () => {
    expectUnavailable(`return ${call};`);
  });
}
const absent: readonly (readonly [string, string])[] = [
  ['Date', 'Date.now()'],
  ['Promise', 'Promise.resolve(1)'],
  ['fetch', "fetch('https://example.com')"],
  ['setTimeout', 'setTimeout(() => 1, 0)'],
  ['setInterval', 'setInterval(() => 1, 0)'],
  ['process', 'process.env'],
  ['require', "require('fs')"],
  ['globalThis', 'globalThis.util'],
  ['eval', "eval('1')"],
  ['RegExp', "RegExp('a')"],
  ['Buffer', "Buffer.from('a')"],
];
for (const [name, call] of absent) {
  fact(sure, `has no global ${name}`, () => {
    expectUnavailable(`return ${call};`);
  });
}
