import { describe, expect, test } from 'vitest';
import { CodeError, loadCode } from '../../../local/runtime/index.ts';
import { emptyContext, moduleOf, run } from './run-code.ts';

function refusal(text: string): CodeError {
  try {
    loadCode({ text, origin: 'origin.js' });
  } catch (error) {
    if (error instanceof CodeError) return error;
    throw error;
  }
  throw new Error(`the code was taken: ${text}`);
}

describe('forbidden language', () => {
  test.each([
    ['throw 1;', 'throw'],
    ['try { f(); } catch { g(); }', 'try'],
    ['while (true) {}', 'while'],
    ['do {} while (true);', 'do-while'],
    ['for (let i = 0; i < 3; i += 1) {}', 'for (;;)'],
    ['for (const x of []) { continue; }', 'continue'],
    ['here: for (const x of []) {}', 'labels'],
    ['let i = 0; i++;', '++'],
    ['let i = 0; --i;', '--'],
    ['return ~1;', '~'],
    ["return 'a' in ctx;", 'in'],
    ['return ctx instanceof Object;', 'instanceof'],
    ['class A {}', 'classes'],
    ['return this;', 'this'],
    ['return new Date();', 'new'],
    ['return /a/;', 'regular expression'],
    ['return async () => 1;', 'async'],
    ['function* g() {}', 'generators'],
    ["return import('fs');", 'dynamic import'],
    ['return 1n;', 'bigint'],
    ['return { get a() { return 1; } };', 'getters'],
    ['return { __proto__: ctx };', 'prototype'],
    ['return import.meta;', 'import.meta'],
    ['ctx.stash = {};', 'base property'],
    ['delete ctx.args;', 'base property'],
    ['ctx = {};', 'reassigned'],
  ])('refuses %s', (statement, word) => {
    const error = refusal(moduleOf(statement));
    expect(error.message).toContain(word);
    expect(error.line).toBe(2);
  });

  test.each([
    'const { a, ...rest } = { a: 1, b: [...[2]] }; return rest?.b ?? a;',
    'let n = 0; for (const x of [1, 2]) { n += x; if (n > 2) break; } for (const k in { a: 1 }) n -= 1; return n;',
    'switch (typeof ctx) { case "object": return void 0; default: return `a${1 | 2 & 3 ^ 4 << 1}`; }',
    'ctx.stash.a = 1; delete ctx.stash.a; return [1].map((x) => x * 2);',
    "return { ['__proto__']: 1 };",
  ])('takes %s', (body) => {
    expect(run(body).outcome.kind).toBe('returned');
  });
});

describe('problems', () => {
  test('are all listed, with lines and columns from 1', () => {
    const error = refusal(moduleOf('  let i = 0; i++;\n  throw 1;'));
    expect(error.message).toMatch(/^The code contains one or more errors/);
    expect(error.message).toContain('code.js(2,14): ++');
    expect(error.message).toContain('code.js(3,3): throw');
    expect([error.line, error.column, error.origin]).toEqual([2, 14, 'origin.js']);
  });

  test('a syntax error names its place', () => {
    const error = refusal('export function request() {\n  return );\n}');
    expect([error.line, error.column]).toEqual([2, 10]);
  });

  test('both handlers must be exported', () => {
    expect(refusal('export function request() {}').message).toContain('named response');
    expect(refusal('export function response() {}').message).toContain('named request');
    expect(refusal('').problems).toHaveLength(2);
  });

  test('code may have 32,768 characters and no more', () => {
    const code = moduleOf('');
    const fill = (length: number): string => `${code}//${'x'.repeat(length - code.length - 2)}`;
    expect(loadCode({ text: fill(32_768), origin: '' }).handlers).toEqual(new Set(['request', 'response']));
    expect(refusal(fill(32_769)).message).toContain('32768');
  });
});

describe('modules', () => {
  const handlers = 'export function request() {} export function response() {}';

  test.each([
    ["import fs from 'fs';", 'cannot import from "fs"'],
    ["import { x } from '@aws-appsync/utils/rds';", 'cannot import'],
    ["import { nothing } from '@aws-appsync/utils';", 'no export named nothing'],
    ["import util from '@aws-appsync/utils';", 'no export named default'],
    ["export * from '@aws-appsync/utils';", 're-exports'],
    ["export { util } from '@aws-appsync/utils';", 're-exports'],
    ['export default 1;', 'default export'],
  ])('refuses %s', (line, says) => {
    expect(refusal(`${line}\n${handlers}`).message).toContain(says);
  });

  test('imports may span lines, be renamed and come last; exports may be a list', () => {
    const text = [
      'const helper = () => u.base64Encode("a");',
      'function one() { return [helper(), typeof get, typeof all.put]; }',
      'const two = () => null;',
      'export { one as request, two as response };',
      'import {',
      '  util as u,',
      "} from '@aws-appsync/utils';",
      "import { get } from '@aws-appsync/utils/dynamodb'; import * as all from '@aws-appsync/utils/dynamodb';",
    ].join('\n');
    const { outcome } = loadCode({ text, origin: '' }).run('request', emptyContext);
    expect(outcome).toEqual({ kind: 'returned', value: ['YQ==', 'function', 'function'] });
  });

  test('a source map and a comment at the end do no harm', () => {
    const text = `${moduleOf('return 1;')}\n//# sourceMappingURL=data:application/json;base64,e30=\n// end`;
    expect(loadCode({ text, origin: '' }).run('response', emptyContext).outcome).toEqual({
      kind: 'returned',
      value: 1,
    });
  });

  test('handlers may be arrow functions', () => {
    const text = 'export const request = (ctx) => ctx.args.a; export const response = (ctx) => ctx.result;';
    const code = loadCode({ text, origin: '' });
    expect(code.run('request', { ...emptyContext, arguments: { a: 1 } }).outcome).toMatchObject({ value: 1 });
    expect(code.run('response', { ...emptyContext, result: [2] }).outcome).toMatchObject({ value: [2] });
  });

  test('names that look like ours do not collide', () => {
    const body = 'const $appsyncstep = 1; let n = 0; for (const x of [1, 2]) n += $appsyncstep; return n;';
    expect(run(body).outcome).toMatchObject({ value: 2 });
  });
});
