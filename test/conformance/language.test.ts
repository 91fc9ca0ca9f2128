import { expect } from 'vitest';
import { loadCode } from '../../local/runtime/index.ts';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { errorOf, expectRefused, expectUnavailable, moduleOf, run } from './support/code.ts';

const features = 'AppSync Developer Guide: JavaScript runtime features for resolvers and functions';
const lint = '@aws-appsync/eslint-plugin 2.0.2: rule sources';
const sure: Standing = { area: 'runtime', certainty: 'sure', source: features };
const byLint: Standing = { ...sure, source: lint };
const likely: Standing = { ...sure, certainty: 'likely' };

/** Name, body of a request handler, what it returns. */
const allowed: readonly (readonly [string, string, unknown])[] = [
  ['const declares a binding', 'const a = 1; return a;', 1],
  ['let declares a binding that can change', 'let a = 1; a = 2; return a;', 2],
  ['var is scoped to its function', 'if (true) { var a = 1; } return a;', 1],
  ['if and else choose', 'if (ctx.args.a) { return 1; } else { return 2; }', 2],
  ['switch takes the case, then the default', "switch ('b') { case 'a': return 1; default: return 2; }", 2],
  [
    'switch falls through to the next break',
    'let n = 0; switch (1) { case 1: n += 1; case 2: n += 2; break; default: n = 9; } return n;',
    3,
  ],
  ['break leaves a loop', 'let n = 0; for (const x of [1, 2, 3]) { if (x === 2) break; n += x; } return n;', 1],
  ['for-of takes the items of a list', 'let n = 0; for (const x of [1, 2, 3]) { n += x; } return n;', 6],
  [
    'for-in takes the keys of an object',
    'const k = []; for (const x in { a: 1, b: 2 }) { k.push(x); } return k;',
    ['a', 'b'],
  ],
  ['spread copies a list', 'const a = [1]; return [...a, 2];', [1, 2]],
  [
    'spread copies an object, later members winning',
    'const o = { a: 1, b: 1 }; return { ...o, b: 2 };',
    { a: 1, b: 2 },
  ],
  ['rest parameters collect arguments', 'const f = (...all) => all.length; return f(1, 2, 3);', 3],
  ['rest collects the other members', 'const { a, ...rest } = { a: 1, b: 2 }; return rest;', { b: 2 }],
  ['destructuring takes defaults', 'const { a = 5, b: [c] } = { b: [7] }; return [a, c];', [5, 7]],
  ['template literals nest', 'const a = 1; return `x${`y${a}`}`;', 'xy1'],
  ['template literals span lines', 'return `a\nb`;', 'a\nb'],
  ['arrow functions may be defined inside a handler', 'const double = (x) => x * 2; return double(4);', 8],
  ['function declarations are hoisted', 'return twice(4); function twice(x) { return x * 2; }', 8],
  ['?? replaces null and undefined alone', 'return [null ?? 1, undefined ?? 2, 0 ?? 3, "" ?? 4];', [1, 2, 0, '']],
  ['?. stops at null', 'const o = null; return [o?.a?.b ?? "none", ctx.args?.x?.y ?? "none"];', ['none', 'none']],
  [
    'typeof names types',
    'return [typeof 1, typeof "", typeof undefined, typeof {}];',
    ['number', 'string', 'undefined', 'object'],
  ],
  ['void gives undefined', 'return typeof void 0;', 'undefined'],
  ['delete removes a member of an object', 'const o = { a: 1, b: 2 }; delete o.a; return o;', { b: 2 }],
  [
    'bitwise operators of two operands work',
    'return [6 & 3, 6 | 3, 6 ^ 3, 1 << 3, -8 >> 1, -8 >>> 28];',
    [2, 7, 5, 8, -4, 15],
  ],
  ['arithmetic works', 'return [1 + 2, 5 - 3, 2 * 3, 7 / 2, 7 % 2];', [3, 2, 6, 3.5, 1]],
  ['compound assignment works', 'let n = 1; n += 4; n -= 1; n *= 3; n /= 2; return n;', 6],
  ['logical operators short-circuit', 'return [0 || 1, 0 && 1, !0];', [1, 0, true]],
  ['the conditional operator chooses', 'return ctx.args.a ? 1 : 2;', 2],
  [
    'strict and loose comparison differ',
    "return [1 === '1', 1 == '1', 1 !== 2, 'a' < 'b'];",
    [false, true, true, true],
  ],
  ['members are read by a computed name', "const k = 'a'; return { a: 1 }[k];", 1],
  [
    'functions may be passed to built-in array methods',
    'return [1, 2, 3].filter((x) => x > 1).map((x) => x * 2);',
    [4, 6],
  ],
  ['a closure sees the variables around it', 'let n = 0; [1, 2].forEach((x) => { n += x; }); return n;', 3],
];
for (const [name, body, value] of allowed) {
  fact(sure, name, () => {
    expect(run(body).outcome).toEqual({ kind: 'returned', value });
  });
}

const forbidden: readonly (readonly [string, string, Standing?])[] = [
  ['++ before an operand', 'let i = 0; ++i; return i;'],
  ['++ behind an operand', 'let i = 0; i++; return i;'],
  ['--', 'let i = 0; i--; return i;'],
  ['~', 'return ~1;'],
  ['the operator in', "return 'a' in ctx.args;"],
  ['instanceof', 'return ctx instanceof Object;', byLint],
  ['try with catch', 'try { return 1; } catch (e) { return 2; }'],
  ['try with finally', 'try { return 1; } finally { ctx.stash.a = 1; }'],
  ['throw', "throw 'no';"],
  ['continue', 'for (const x of [1]) { continue; } return 1;'],
  ['while', 'while (ctx.args.a) { ctx.stash.a = 1; } return 1;'],
  ['do-while', 'do { ctx.stash.a = 1; } while (ctx.args.a); return 1;'],
  ['the C-style for', 'for (let i = 0; i < 1; i += 1) { ctx.stash.i = i; } return 1;'],
  ['labels', 'outer: for (const x of [1]) { break outer; } return 1;'],
  ['async arrow functions', 'const f = async () => 1; return 1;'],
  ['async function declarations', 'async function f() { return 1; } return 1;'],
  ['generator functions', 'function* f() { yield 1; } return 1;'],
  ['await', 'const f = async () => { await 1; }; return 1;'],
  ['for await', 'async function f() { for await (const x of []) { ctx.stash.x = x; } } return 1;'],
  ['class declarations', 'class A {} return 1;', byLint],
  ['class expressions', 'const A = class {}; return 1;', byLint],
  ['this', 'return this;', byLint],
  ['new Promise', 'return new Promise(() => 1);', byLint],
  ['the Function constructor', "return new Function('return 1')();", byLint],
  ['a regular expression literal', "return 'a'.replace(/a/, 'b');"],
  ['new RegExp', "return new RegExp('a');"],
  ['a function passed to a function of the code', 'const apply = (f) => f(1); return apply((x) => x);'],
  [
    'a named function passed to a function of the code',
    'const twice = (x) => x * 2; const use = (f) => f(1); return use(twice);',
  ],
  ['recursion', 'const down = (n) => (n > 0 ? down(n - 1) : 0); return down(3);'],
  ['recursion of a declared function', 'function down(n) { return n > 0 ? down(n - 1) : 0; } return down(3);'],
  [
    'recursion by way of another function',
    'function a(n) { return n > 0 ? b(n - 1) : 0; } function b(n) { return a(n); } return a(3);',
  ],
  ['a function that returns a function', 'const make = () => () => 1; return make()();', byLint],
  ['a reassigned function', 'let f = () => 1; f = () => 2; return f();', byLint],
  ['apply', 'const f = () => 1; return f.apply(null, []);', byLint],
  ['bind', 'const f = () => 1; return f.bind(null)();', byLint],
  ['call', 'const f = () => 1; return f.call(null);', byLint],
];
for (const [what, body, standing] of forbidden) {
  fact(standing ?? sure, `refuses ${what} when the code is saved`, () => {
    expect(expectRefused(moduleOf(body)).message).toMatch(/^The code contains one or more errors/);
  });
}

const newExpressions: Standing = {
  ...sure,
  certainty: 'likely',
  source: 'sid88in/serverless-appsync-plugin#549: new Date() fails when deployed',
};
for (const what of ['Date()', 'Map()', 'Set()', "Error('no')", 'WeakMap()', 'Object()', 'Array(3)']) {
  fact(newExpressions, `refuses new ${what.replace(/\(.*/, '')} when the code is saved`, () => {
    expectRefused(moduleOf(`return new ${what};`));
  });
}
const decidedSyntax: Standing = { ...sure, certainty: 'decided', source: `${features} (not in the list)` };
for (const [what, body] of [
  ['bigint literals', 'return 1n;'],
  ['getters', 'return { get a() { return 1; } };'],
  ['setters', 'return { set a(v) { ctx.stash.v = v; } };'],
  ['a literal __proto__', 'return { __proto__: ctx.args };'],
  ['dynamic import', "return import('@aws-appsync/utils');"],
  ['import.meta', 'return import.meta.url;'],
  ['debugger', 'debugger; return 1;'],
] as const) {
  fact(decidedSyntax, `refuses ${what} when the code is saved`, () => {
    expectRefused(moduleOf(body));
  });
}

const contextPage = 'AppSync Developer Guide: JavaScript resolver context object reference';
const assignment: Standing = { ...byLint, source: `${lint}, no-disallowed-re-assignment` };
for (const property of [
  'stash',
  'args',
  'arguments',
  'identity',
  'source',
  'result',
  'prev',
  'request',
  'info',
  'env',
]) {
  fact(assignment, `refuses to replace ctx.${property}`, () => {
    expectRefused(moduleOf(`ctx.${property} = {}; return 1;`));
  });
}
fact(assignment, 'refuses to replace ctx itself', () => {
  expectRefused(moduleOf('ctx = {}; return 1;'));
});
fact(assignment, 'refuses to delete a base property of ctx', () => {
  expectRefused(moduleOf('delete ctx.stash; return 1;'));
});
fact({ ...sure, source: contextPage }, 'lets a handler set and delete members of the stash', () => {
  const { outcome, stash } = run('ctx.stash.a = 1; ctx.stash.b = 2; delete ctx.stash.a; return 1;');
  expect([outcome.kind, stash]).toEqual(['returned', { b: 2 }]);
});
fact({ ...sure, source: contextPage }, 'lets a handler change its arguments', () => {
  expect(run('ctx.args.a = 2; return ctx.arguments.a;', { arguments: { a: 1 } }).outcome).toMatchObject({ value: 2 });
});
fact(assignment, 'ctx keeps its base properties when they are assigned by another name', () => {
  expect(errorOf('const c = ctx; c.stash = { a: 1 };').errorType).toBe('Code');
});

const overview: Standing = { ...sure, source: 'AppSync Developer Guide: JavaScript resolvers overview' };
const emptyRun = { arguments: {}, identity: null, source: null, stash: {}, prev: null, env: {} };
const info = { fieldName: 'f', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' };
const context = { ...emptyRun, info, request: { headers: {}, domainName: null } };
fact(overview, 'takes handlers that are exported functions', () => {
  const text = 'export function request() { return 1; } export function response() { return 2; }';
  const code = loadCode({ text, origin: 'fact' });
  expect(code.run('request', context).outcome).toMatchObject({ value: 1 });
  expect(code.run('response', context).outcome).toMatchObject({ value: 2 });
});
fact(overview, 'takes handlers that are exported arrow functions', () => {
  const text = 'export const request = (ctx) => ctx.info.fieldName; export const response = (ctx) => ctx.result;';
  expect(loadCode({ text, origin: 'fact' }).run('request', context).outcome).toMatchObject({ value: 'f' });
});
fact(overview, 'takes handlers that an export list names', () => {
  const text = 'function a() { return 1; } const b = () => 2; export { a as request, b as response };';
  expect(loadCode({ text, origin: 'fact' }).run('response', context).outcome).toMatchObject({ value: 2 });
});
fact({ ...likely, source: overview.source }, 'refuses code without a request handler', () => {
  expect(expectRefused('export function response() { return 1; }').message).toContain('request');
});
fact({ ...likely, source: overview.source }, 'refuses code without a response handler', () => {
  expect(expectRefused('export function request() { return 1; }').message).toContain('response');
});
fact(sure, 'runs in strict mode: an assignment to an undeclared name fails', () => {
  expectUnavailable('undeclared = 1; return 1;');
});
const bundling: Standing = { ...sure, source: 'AppSync Developer Guide: Bundling, TypeScript, and source maps' };
fact(bundling, 'takes a trailing inline source map without sourcesContent', () => {
  const map = Buffer.from('{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}').toString('base64');
  const text = `${moduleOf('return 1;')}//# sourceMappingURL=data:application/json;base64,${map}\n`;
  expect(loadCode({ text, origin: 'fact' }).run('request', context).outcome).toMatchObject({ value: 1 });
});
fact(bundling, 'imports util, extensions and runtime from @aws-appsync/utils', () => {
  const text = `import { util as u, extensions as e, runtime as r } from '@aws-appsync/utils';
    export function request() { return [typeof u, typeof e, typeof r]; } export function response() { return 1; }`;
  expect(loadCode({ text, origin: 'fact' }).run('request', context).outcome).toMatchObject({
    value: ['object', 'object', 'object'],
  });
});
fact(sure, 'util, extensions and runtime are globals too', () => {
  const text =
    'export const request = () => [typeof util, typeof extensions, typeof runtime]; export const response = () => 1;';
  expect(loadCode({ text, origin: 'fact' }).run('request', context).outcome).toMatchObject({
    value: ['object', 'object', 'object'],
  });
});
for (const module of ['fs', 'node:http', './other.js', 'aws-sdk']) {
  fact(sure, `refuses an import from ${module}`, () => {
    expectRefused(`import x from '${module}'; ${moduleOf('return 1;')}`);
  });
}
fact(sure, 'refuses an import of a name that @aws-appsync/utils does not have', () => {
  expectRefused(`import { nothing } from '@aws-appsync/utils'; ${moduleOf('return 1;')}`);
});
fact(
  { ...sure, source: 'localstack/appsync-utils: recorded BadRequestException of EvaluateCode' },
  'says where the code is wrong, as code.js(line,column)',
  () => {
    expect(expectRefused(moduleOf("  throw 'no';")).message).toMatch(
      /^The code contains one or more errors[\s\S]*code\.js\(2,3\)/,
    );
  },
);
