import { describe, expect, test } from 'vitest';
import { loadCode } from '../../../local/runtime/index.ts';
import { openSandbox } from '../../../local/runtime/sandbox.ts';
import { emptyContext, evaluate, evaluateUnchecked, run } from './run-code.ts';

describe('the world of the code', () => {
  test.each([
    ...['process', 'require', 'globalThis', 'global', 'Function', 'eval', 'Date', 'Promise', 'Map', 'Set', 'WeakMap'],
    ...['RegExp', 'Symbol', 'Proxy', 'Reflect', 'TypeError', 'Intl', 'BigInt', 'Boolean', 'WebAssembly', 'Atomics'],
    ...[
      'SharedArrayBuffer',
      'ArrayBuffer',
      'Uint8Array',
      'setTimeout',
      'fetch',
      'parseInt',
      'escape',
      'arguments.callee',
    ],
    ...['appsync', 'Buffer', 'queueMicrotask', 'structuredClone', 'encodeURIComponent', 'isNaN'],
  ])('has no %s', (name) => {
    expect(() => evaluateUnchecked(name)).toThrow(/^Code: code\.js:2:\d+: (ReferenceError|TypeError)/);
  });

  test.each([
    ...[
      'Error',
      'Object.freeze',
      'Object.create',
      'Object.getPrototypeOf',
      'Object.setPrototypeOf',
      'Object.defineProperty',
    ],
    ...[
      'Object.fromEntries',
      'Object.getOwnPropertySymbols',
      'Array.from',
      'Array.of',
      'Math.pow',
      'Math.PI',
      'Number.parseInt',
    ],
    ...['"".padStart', '"".matchAll', '"".search', '"".repeat', '"".includes', '"".charCodeAt', 'String.fromCharCode'],
    ...['[].entries', '[].keys', '[].values', '[].includes', '[].copyWithin', '({}).hasOwnProperty', '({}).__proto__'],
    ...['({}).__defineGetter__', '(() => 1).call', '(() => 1).apply', '(() => 1).bind', '(1).toFixed'],
  ])('has no %s', (member) => {
    expect(evaluateUnchecked(`typeof ${member}`)).toBe('undefined');
  });

  test('keeps what AppSync has', () => {
    expect(
      evaluate('[Object.entries({ a: 1 }), Object.hasOwn({ a: 1 }, "a"), Math.max(1, 2), Number.isNaN(NaN)]'),
    ).toEqual([[['a', 1]], true, 2, true]);
    expect(evaluate('["ab".charAt(1), " a ".trim(), "a-b".split("-"), [3, 1, 2].sort(), [[1], 2].flat()]')).toEqual([
      'b',
      'a',
      ['a', 'b'],
      [1, 2, 3],
      [1, 2],
    ]);
    expect(evaluate('[...[1], ..."ab"].length')).toBe(3);
    expect(evaluate('`${[1, [2]]}${{}}${5}${null}` + (1).toString()')).toBe('1,2[object Object]5null1');
  });

  test('refuses a comparator, a reviver and a replacement function', () => {
    expect(() => evaluateUnchecked('[1].sort((a, b) => a - b)')).toThrow('comparator');
    expect(() => evaluateUnchecked('JSON.parse("1", () => 2)')).toThrow('reviver');
    expect(() => evaluateUnchecked('"a".replace("a", () => "b")')).toThrow('string');
  });

  test('JSON.parse of what is no JSON is an empty string', () => {
    expect(evaluate('[JSON.parse("{"), JSON.parse("[1]"), JSON.parse(undefined)]')).toEqual(['', [1], '']);
  });

  test('JSON.parse does not swallow an error that a conversion raises', () => {
    expect(run('return JSON.parse({ toString: () => util.error("out", "T") });').outcome).toMatchObject({
      kind: 'error',
      error: { errorType: 'T' },
    });
  });
});

describe('escapes', () => {
  test.each([
    "({}).constructor.constructor('return process')()",
    "util.error.constructor.constructor('return process')()",
    "(() => 1).constructor('return process')()",
    "[].map.constructor('return process')()",
    "ctx.constructor.constructor('return process')()",
    "ctx.info.selectionSetList.constructor.constructor('return process')()",
    "console.log.constructor('return process')()",
    "String.raw.constructor('return 1')()",
  ])('%s gets nowhere', (expression) => {
    expect(() => evaluateUnchecked(expression)).toThrow(/^Code: .*not a function/);
  });

  test.each([
    'Object.prototype.polluted = 1',
    'Array.prototype.map = null',
    'Object.assign(Object.prototype, { polluted: 1 })',
    'String.prototype.slice = null',
    '(() => 1).constructor.prototype.x = 1',
    'util.error = null',
    'util.time.nowISO8601 = null',
    'ddb.operations.add = null',
    'extensions.x = 1',
    'console.log = null',
    'Math.max = null',
    'JSON.parse = null',
    'Object.assign(ctx, { env: 1 })',
    'Array.prototype.length = 5',
    'Array.prototype.push(1)',
    'delete Array.prototype.map',
    'Math.tau = 6',
    'undeclared = 1',
  ])('%s is refused', (statement) => {
    expect(() => evaluateUnchecked(`(${statement})`)).toThrow(/^Code: /);
    expect(evaluate('[({}).polluted, typeof [].map, typeof util.error, typeof console.log]')).toEqual([
      null,
      'function',
      'function',
      'function',
    ]);
  });

  test('an object may have members of the names that all objects inherit', () => {
    const body = [
      'const o = {}; o.toString = () => "own"; o.constructor = 1; o.valueOf = 2;',
      'o["__proto__"] = { polluted: 1 };',
      'return [`${{ toString: o.toString }}`, o.constructor, o.valueOf, Object.keys(o), o.polluted];',
    ].join('');
    expect(run(body).outcome).toMatchObject({
      value: ['own', 1, 2, ['toString', 'constructor', 'valueOf', '__proto__'], null],
    });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('a __proto__ in the arguments stays data', () => {
    const given = JSON.parse('{"o":{"__proto__":{"polluted":true}}}') as Record<string, unknown>;
    expect(
      run('return [ctx.args.o.polluted, { ...ctx.args.o }.polluted];', { arguments: given }).outcome,
    ).toMatchObject({
      value: [null, null],
    });
    const value = run('return ddb.put({ key: {}, item: ctx.args.o });', { arguments: given }).outcome;
    expect(JSON.stringify(value)).toContain('"__proto__":{"M":{"polluted":{"BOOL":true}}}');
  });

  test('functions and iterators that the engine calls see only the sandbox', () => {
    const body = `const seen = [];
      [1].map((...given) => { seen.push(typeof given[2].constructor.constructor); return 1; });
      const o = { toJSON: (key) => ({ key: typeof key }) };
      return [seen, o];`;
    expect(run(body).outcome).toMatchObject({ value: [['function'], { key: 'string' }] });
    expect(() => evaluate('[1].map((x, i, all) => all.constructor.constructor("return process")())')).toThrow('Code');
  });
});

test('all that can be reached from the global scope is frozen and of the sandbox', () => {
  const ours = new Set<unknown>([Object.prototype, Function.prototype, Array.prototype, globalThis]);
  const found = new Set<unknown>();
  const pending: unknown[] = [openSandbox().context];
  while (pending.length > 0) {
    const candidate = pending.pop();
    if ((typeof candidate !== 'object' && typeof candidate !== 'function') || candidate === null) continue;
    if (found.has(candidate)) continue;
    found.add(candidate);
    pending.push(Object.getPrototypeOf(candidate));
    for (const { value, get, set } of Object.values(Object.getOwnPropertyDescriptors(candidate))) {
      pending.push(value, get, set);
    }
  }
  expect(found.size).toBeGreaterThan(100);
  expect([...found].filter((object) => ours.has(object) || !Object.isFrozen(object))).toEqual([]);
});

describe('runs', () => {
  test('share no module-level state', () => {
    const text = `let count = 0; const seen = [];
      export function request(ctx) { count += 1; seen.push(ctx.args.n); return { count, seen }; }
      export function response() { return count; }`;
    const code = loadCode({ text, origin: '' });
    for (const n of [1, 2]) {
      expect(code.run('request', { ...emptyContext, arguments: { n } }).outcome).toEqual({
        kind: 'returned',
        value: { count: 1, seen: [n] },
      });
    }
    expect(code.run('response', emptyContext).outcome).toMatchObject({ value: 0 });
  });

  test('change nothing of the context they were given', () => {
    const given = { list: [1] };
    const stash = { a: 1 };
    const evaluation = run('ctx.args.list.push(2); ctx.stash.b = ctx.args.list; return 1;', {
      arguments: given,
      stash,
    });
    expect(given).toEqual({ list: [1] });
    expect(stash).toEqual({ a: 1 });
    expect(evaluation.stash).toEqual({ a: 1, b: [1, 2] });
  });

  test('errors, logs and filters of one run do not show in the next', () => {
    const text = `import { util, extensions } from '@aws-appsync/utils';
      export function request() { util.appendError('a'); console.log(1); extensions.setSubscriptionFilter({}); }
      export function response() { return null; }`;
    const code = loadCode({ text, origin: '' });
    expect(code.run('request', emptyContext)).toMatchObject({ subscriptionFilter: {}, logs: [expect.anything()] });
    expect(code.run('response', emptyContext)).toEqual({
      outcome: { kind: 'returned', value: null },
      stash: {},
      appendedErrors: [],
      invalidations: [],
      responseHeaders: {},
      responseHeadersLength: 0,
      cacheEvictions: 0,
      logs: [],
      sources: { logs: [], error: null },
    });
  });
});
