import { readdirSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { CodeError, loadCode } from '../../../local/runtime/index.ts';
import { moduleOf } from './run-code.ts';

function refusal(text: string): CodeError {
  try {
    loadCode({ text, origin: 'origin.js' });
  } catch (error) {
    if (error instanceof CodeError) return error;
    throw error;
  }
  throw new Error(`the code was taken: ${text}`);
}

const refused = (body: string): string => refusal(moduleOf(body)).message;
const take = (body: string): void => void loadCode({ text: moduleOf(body), origin: '' });

describe('recursion', () => {
  test.each([
    ['const f = (n) => f(n);', 'f -> f'],
    ['const f = function g(n) { return g(n); };', 'g -> g'],
    ['function f(n) { return g(n); } function g(n) { return f(n); }', 'f -> g -> f'],
    ['function a() { return b(); } function b() { return c(); } function c() { return b(); }', 'b -> c -> b'],
    ['function f(list) { return list.map((x) => f(x)); }', 'f -> a callback -> f'],
    ['function f(list) { return list.map(f); }', 'f -> f'],
    ['function f(x) { return (() => f(x))(); }', 'f -> a callback -> f'],
  ])('refuses %s', (body, path) => {
    expect(refused(body)).toContain(`recursion is not supported: ${path}`);
  });

  test('is refused at the call that closes the circle', () => {
    const { line, column } = refusal(moduleOf('const f = (n) =>\n  1 + f(n);'));
    expect([line, column]).toEqual([3, 7]);
  });

  test('of a handler is refused too', () => {
    expect(
      refusal(
        'export function request(ctx) { return response(ctx); }\nexport function response(ctx) { return request(ctx); }',
      ).message,
    ).toContain('request -> response -> request');
  });

  test.each([
    'const f = (x) => x; return [f(1), [2].map(f), f(f(3))];',
    'function f(x) { return g(x) + g(x); } function g(x) { return x; } return f(1);',
    'function f(x) { const g = () => x; return g(); } const g = () => f(1); return g();',
    'const f = (f) => f; return f(1);',
    'function f(list) { return list.map((f) => f.name); }',
  ])('takes %s', take);
});

describe('functions as values', () => {
  test.each([
    ['const call = (f) => f(); call(() => 1);', 'can not be passed'],
    ['const one = () => 1; const call = (f) => f; call(one);', 'can not be passed'],
    ['const call = (f) => f; call(util.autoId);', 'can not be passed'],
    ['util.error(() => 1);', 'can not be passed'],
    ['[1].indexOf(() => 1);', 'can not be passed'],
    ['[1].reduce((a) => a, () => 1);', 'can not be passed'],
    ['[2, 1].sort((a, b) => a - b);', 'sort takes no comparator'],
    ['const by = (a, b) => a - b; ctx.args.list.sort(by);', 'sort takes no comparator'],
    ['const make = () => () => 1;', 'can not be returned'],
    ['function one() { return 1; } function make() { return ctx.args.a ? one : null; }', 'can not be returned'],
    ['const one = () => 1; const two = one;', 'second name'],
    ['const two = util.autoId;', 'second name'],
    ['let one = () => 1; let two; two = one;', 'second name'],
    ['let one; one = () => 1;', 'second name'],
    ['let one = () => 1; one = 2;', 'must not be reassigned'],
    ['function one() {} [one] = [1];', 'must not be reassigned'],
    ['const one = () => 1; one.call(null);', 'call, apply and bind'],
    ['const one = () => 1; one["bind"](null);', 'call, apply and bind'],
  ])('refuses %s', (body, says) => {
    expect(refused(body)).toContain(says);
  });

  test.each([
    ...['map', 'find', 'filter', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'every', 'some', 'flatMap'].map(
      (method) => `return ctx.args.list.${method}((x) => x);`,
    ),
    'return [1].reduce((a, b) => a + b, 0) + [1].reduceRight((a, b) => a + b);',
    'const double = (x) => x * 2; return [1].map(double);',
    'return ctx.args.list?.map(util.dynamodb.toDynamoDB);',
    'const o = {}; o.toString = () => "o"; return `${o}`;',
    'return [2, 1].sort();',
    'const one = (x) => x; { const one = 1; const two = one; } return one(1);',
    'const call = (f) => f; function f() {} return call(1) ?? f();',
  ])('takes %s', take);
});

describe('names', () => {
  test.each<readonly [body: string, says: string]>([
    ...[
      'Date',
      'Promise',
      'parseInt',
      'isNaN',
      'globalThis',
      'process',
      'Boolean',
      'Error',
      'Map',
      'eval',
      'missing',
    ].map((name) => [`return typeof ${name};`, `cannot find name ${name}`] as const),
    ['missing = 1;', 'cannot find name missing'],
    ['{ const inner = 1; } return inner;', 'cannot find name inner'],
    ['return arguments[0];', 'arguments is not supported'],
    ['return Math.pow(2, 2);', 'Math has no pow'],
    ['return Math["PI"];', 'Math has no PI'],
    ['return Object.freeze({});', 'Object has no freeze'],
    ['return Object.fromEntries([]);', 'Object has no fromEntries'],
    ['return Number.parseInt("1");', 'Number has no parseInt'],
    ['return Array.from([]);', 'Array has no from'],
    ['return Array.isArray([]);', 'Array has no isArray'],
    ['return Array.prototype;', 'Array has no prototype'],
    ['return JSON.foo;', 'JSON has no foo'],
    ['console.warn(1);', 'console has no warn'],
    ['return util.time.now();', 'util.time has no now'],
    ['return util.defaultIfNull(1, 2);', 'util has no defaultIfNull'],
    ['return ddb.upsert({});', 'ddb has no upsert'],
    ['return ddb.operations.multiply(1);', 'ddb.operations has no multiply'],
    ['return extensions.other();', 'extensions has no other'],
    ['return "a".padStart(2);', 'a string has no padStart'],
    ['return `a${1}`.includes("a");', 'a string has no includes'],
    ['return [1].includes(1);', 'an array has no includes'],
  ])('refuses %s', (body, says) => {
    expect(refused(body)).toContain(says);
  });

  test.each([
    'const Date = 1; const parseInt = (x) => x; return parseInt(Date);',
    'const Math = { pow: (a) => a }; return Math.pow(1);',
    'const f = (util) => util.anything; return f({});',
    'for (const JSON of [{ foo: 1 }]) { const x = JSON.foo; }',
    'const { a: b, c: { d = 1 } = {}, ...rest } = ctx.args; const [e, , ...f] = [1]; return [b, d, rest, e, f];',
    'return { missing: 1, a: { missing: 2 } }.missing ?? ctx.missing;',
    'return later(); function later() { return value; var value = 1; }',
    'return ctx.args.name.padStart(2);',
    'return [undefined, NaN, Infinity, util, runtime.earlyReturn, ["a"].length, "a".length, Math.floor(1.5)];',
    'const util2 = { x: 1 }; return util2.y;',
  ])('takes %s', (body) => {
    expect(() => take(body)).not.toThrow();
  });

  test('a renamed import is checked as what it is', () => {
    const handlers = 'export function request() { return u.time.never(); }\nexport function response() {}';
    const error = refusal(`import { util as u } from '@aws-appsync/utils';\n${handlers}`);
    expect(error.message).toContain('code.js(2,43): u.time has no never');
  });
});

describe('writes', () => {
  test.each([
    ['const a = 1; a = 2;', 'a must not be reassigned'],
    ['const a = 1; [a] = [2];', 'a must not be reassigned'],
    ['util = 1;', 'util must not be reassigned'],
    ['for (ctx of [1]) {}', 'ctx must not be reassigned'],
    ['[ctx.stash] = [1];', 'base property of ctx'],
    ['({ a: ctx.args } = { a: 1 });', 'base property of ctx'],
    ['delete ctx?.stash;', 'base property of ctx'],
    ['const f = () => { ctx.stash = 1; };', 'base property of ctx'],
  ])('refuses %s', (body, says) => {
    expect(refused(body)).toContain(says);
  });

  test.each([
    'const f = (ctx) => { ctx.stash = 1; ctx = 2; }; f({});',
    '[1].forEach((ctx) => { ctx = 1; });',
    '{ let ctx = {}; ctx = { a: 1 }; delete ctx.a; }',
    'for (const ctx of [{}]) ctx.a = 1;',
    'let a = 1; a = 2; [a] = [3]; ({ a } = { a: 4 });',
  ])('takes a name of its own inside: %s', take);
});

test('problems are listed in the order of the text', () => {
  const { problems } = refusal(moduleOf('missing();\nthrow 1;\nconst f = () => f();'));
  expect(problems.slice(0, 3).map(({ line }) => line)).toEqual([2, 3, 4]);
});

describe('what a bundler makes of whole modules', () => {
  const folder = new URL('../../../resolvers/', import.meta.url).pathname;
  const entries = ['', 'functions/'].flatMap((part) =>
    readdirSync(`${folder}${part}`)
      .filter((name) => /^[\w.]+(?<!\.d)\.ts$/.test(name))
      .map((name) => `${part}${name}`),
  );

  test.each(entries)('passes: %s', (entry) => {
    const { outputFiles } = buildSync({
      entryPoints: [`${folder}${entry}`],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'esnext',
      external: ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'],
    });
    expect(loadCode({ text: outputFiles[0]?.text ?? '', origin: entry }).handlers.size).toBe(2);
  });
});
