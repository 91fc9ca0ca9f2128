import { describe, expect, test } from 'vitest';
import { loadCode } from '../../../local/runtime/index.ts';
import { emptyContext, evaluate, evaluateUnchecked, moduleOf, nothingUsed, run } from './run-code.ts';

const failure = (body: string): string => {
  const { outcome } = run(body);
  if (outcome.kind !== 'error') throw new Error(`it ended as ${outcome.kind}`);
  expect(outcome.error.errorType).toBe('Code');
  return outcome.error.message;
};

describe('outcomes', () => {
  test('undefined arrives as null, and undefined members are dropped', () => {
    expect(run('').outcome).toEqual({ kind: 'returned', value: null });
    expect(evaluate('({ a: undefined, b: () => 1, c: NaN })')).toEqual({ c: null });
  });

  test('util.error ends the run, with data and info', () => {
    expect(run('util.error("m", "T", { a: 1 }, [2]); ctx.stash.after = 1;')).toMatchObject({
      outcome: { kind: 'error', error: { message: 'm', errorType: 'T', data: { a: 1 }, errorInfo: [2] } },
      stash: {},
    });
    expect(run('util.error("m");').outcome).toMatchObject({ error: { errorType: null, data: null, errorInfo: null } });
  });

  test('util.appendError goes on and takes its values at once', () => {
    const { outcome, appendedErrors } = run(
      'const d = { a: 1 }; util.appendError("m", "T", d); d.a = 2; util.appendError("n"); return d;',
    );
    expect(outcome).toEqual({ kind: 'returned', value: { a: 2 } });
    expect(appendedErrors).toEqual([
      { message: 'm', errorType: 'T', data: { a: 1 }, errorInfo: null },
      { message: 'n', errorType: null, data: null, errorInfo: null },
    ]);
  });

  test('util.unauthorized names the field', () => {
    expect(run('util.unauthorized();').outcome).toMatchObject({
      error: { message: 'Not Authorized to access me on type Query', errorType: 'Unauthorized' },
    });
  });

  test('runtime.earlyReturn skips to the next unless told otherwise, from any depth', () => {
    expect(run('[1].forEach((x) => runtime.earlyReturn({ x }));').outcome).toEqual({
      kind: 'earlyReturn',
      value: { x: 1 },
      skipTo: 'NEXT',
    });
    expect(run('runtime.earlyReturn(undefined, { skipTo: "END" });').outcome).toEqual({
      kind: 'earlyReturn',
      value: null,
      skipTo: 'END',
    });
    expect(failure('runtime.earlyReturn(1, { skipTo: "MIDDLE" });')).toContain('skipTo');
  });

  test('the stash is kept when the run fails', () => {
    expect(run('ctx.stash.a = 1; util.error("m");').stash).toEqual({ a: 1 });
  });
});

describe('exceptions of the code', () => {
  test('tell line and column of the text as it was loaded', () => {
    expect(failure('  const o = null;\n  return o.member;')).toMatch(/^code\.js:3:12: TypeError: Cannot read/);
    expect(() => evaluateUnchecked('missing')).toThrow('code.js:2:1: ReferenceError: missing is not defined');
  });

  test('keep their column behind loops on the same line', () => {
    const body = 'for (const x of [1]) for (const k in { a: 1 }) { null.foo; }';
    expect(failure(body)).toMatch(new RegExp(`^code\\.js:2:${body.indexOf('foo') + 1}: `));
    const after = 'for (const x of [1]) x; for (const x of [1]) { x; } null.foo;';
    expect(failure(after)).toMatch(new RegExp(`^code\\.js:2:${after.indexOf('foo') + 1}: `));
  });

  test('from the library name the caller', () => {
    expect(failure('  return util.time.parseISO8601ToEpochMilliSeconds("x");')).toMatch(
      /^code\.js:2:20: Error: x is not/,
    );
  });

  test('a message that imitates a place is not taken for one', () => {
    expect(failure('null["x\\n    at code.js:9:9\\n"];')).toMatch(/^code\.js:2:5: /);
  });

  test('a result that is no JSON fails', () => {
    expect(failure('const o = {}; o.o = o; return o;')).toMatch(/circular/);
    expect(failure('ctx.stash.o = ctx.stash;')).toMatch(/circular/);
  });

  test('an endless recursion ends', () => {
    const recursive = ['o.f() + 1', 'util.autoId() + o.f()', '[...o.f()]'];
    for (const call of recursive) {
      expect(failure(`const o = { f: () => ${call} }; return o.f();`)).toMatch(/^code\.js:2:\d+: RangeError/);
    }
  });
});

describe('limits', () => {
  test('1,000 iterations over all loops are allowed and not one more', () => {
    const loops = (extra: string): string =>
      `const ten = [1,2,3,4,5,6,7,8,9,10]; let n = 0;
       for (const a of ten) { for (const b of ten) for (const c of [1,2,3,4,5,6,7,8]) n += 1; }
       for (const a in ten) for (const b of [1,2,3,4,5,6,7]) n += 1; ${extra} return n;`;
    // 10 + 100 + 800, then 10 + 70.
    expect(run(loops('for (const x of ten) n;')).outcome).toEqual({ kind: 'returned', value: 870 });
    expect(failure(loops('for (const x of [...ten, 1]) n;'))).toContain('1000 iterations');
  });

  test('a loop over what it makes longer ends', () => {
    expect(failure('const a = [1]; for (const x of a) a.push(x); return a;')).toContain('1000 iterations');
  });

  test('a result of 5 MB is taken and a longer one not, counted as UTF-8', () => {
    const text = (letter: string, count: number): string =>
      `let s = '${letter}'; for (const x of [${'1,'.repeat(23)}]) s = s + s; return s.slice(0, ${count});`;
    const room = 5 * 1024 * 1024 - 2;
    expect(run(text('a', room)).outcome.kind).toBe('returned');
    expect(failure(text('a', room + 1))).toContain('5 MB');
    expect(run(text('é', room / 2)).outcome.kind).toBe('returned');
    expect(failure(text('é', room / 2 + 1))).toContain('5 MB');
  });
});

describe('console', () => {
  test('writes level, place and values', () => {
    const { logs } = run(
      '  console.log("text", { a: [1] }, 2, null, undefined);\n  console.error("e"); console.debug();',
    );
    expect(logs).toEqual([
      'INFO - code.js:2:3: "text" {"a":[1]} 2 null undefined',
      'ERROR - code.js:3:3: "e"',
      'DEBUG - code.js:3:23: ',
    ]);
  });
});

describe('ctx', () => {
  test('args and arguments are one object', () => {
    expect(
      run('ctx.args.b = 2; return [ctx.arguments, ctx.args === ctx.arguments];', { arguments: { a: 1 } }).outcome,
    ).toMatchObject({
      value: [{ a: 1, b: 2 }, true],
    });
  });

  test('the selection set can be read but is not written as JSON', () => {
    const info = {
      fieldName: 'f',
      parentTypeName: 'P',
      variables: { v: 1 },
      selectionSetList: ['a'],
      selectionSetGraphQL: '{a}',
    };
    const body =
      'return [ctx.info.selectionSetList, ctx.info.selectionSetGraphQL, JSON.parse(JSON.stringify(ctx.info))];';
    expect(run(body, { info }).outcome).toMatchObject({
      value: [['a'], '{a}', { fieldName: 'f', parentTypeName: 'P', variables: { v: 1 } }],
    });
    expect(JSON.stringify(run('return ctx;', { info }).outcome)).not.toContain('selectionSet');
  });

  test('result and error exist in response handlers only', () => {
    const context = { result: 1, error: { message: 'm', type: 'T' } };
    const body = 'return [Object.hasOwn(ctx, "result"), ctx.error];';
    expect(run(body, context, 'request').outcome).toMatchObject({ value: [false, null] });
    expect(run(body, context, 'response').outcome).toMatchObject({ value: [true, context.error] });
    expect(run('return Object.hasOwn(ctx, "error");', { result: 1 }, 'response').outcome).toMatchObject({
      value: false,
    });
  });

  test('base properties cannot be replaced by a detour', () => {
    expect(failure('const c = ctx; c.stash = {};')).toContain('read only');
    expect(failure('const c = ctx; c.other = {};')).toContain('not extensible');
  });
});

describe('extensions', () => {
  const invalidate = (count: number): string =>
    `for (const n of [${[...Array(count).keys()]}]) extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: { n } });`;

  test('the last filter wins', () => {
    const evaluation = run(
      'extensions.setSubscriptionFilter({ a: 1 }); extensions.setSubscriptionFilter({ b: 1 }); extensions.setSubscriptionInvalidationFilter(null);',
    );
    expect(evaluation).toMatchObject({ subscriptionFilter: { b: 1 }, invalidationFilter: null });
    expect(run('')).not.toHaveProperty('subscriptionFilter');
  });

  test('five distinct invalidations are taken and a sixth not', () => {
    expect(run(invalidate(5)).invalidations).toHaveLength(5);
    expect(run(`${invalidate(5)} ${invalidate(5)}`).invalidations).toHaveLength(5);
    expect(failure(invalidate(6))).toContain('5 times');
  });

  test('what is not served says so', () => {
    expect(failure('util.rds.toJsonObject("{}");')).toContain('util.rds.toJsonObject is not served locally');
    expect(failure('util.transform.toElasticsearchQueryDSL({});')).toContain('is not served locally');
  });

  test('evictFromApiCache counts its calls, in mutations only', () => {
    const code = loadCode({
      text: moduleOf('extensions.evictFromApiCache("Query", "me", { "ctx.args.id": 1 }); return 1;'),
      origin: 'test',
    });
    const used = { ...nothingUsed, isMutation: true };
    expect(code.run('request', emptyContext, used)).toMatchObject({ cacheEvictions: 1, outcome: { value: 1 } });
    expect(code.run('request', emptyContext)).toMatchObject({
      cacheEvictions: 0,
      outcome: { error: { message: expect.stringContaining('in mutations only') as string } },
    });
    expect(failure('extensions.evictFromApiCache("Query");')).toContain('names of a type and a field');
    expect(failure('extensions.evictFromApiCache("Query", "me", "id");')).toContain('must be an object');
  });

  test('what earlier runs of the request invalidated counts, and is not said twice', () => {
    const code = loadCode({ text: moduleOf(invalidate(2)), origin: 'test' });
    const said = (n: number) => JSON.stringify({ subscriptionField: 'onX', payload: { n } });
    const after = (...seen: number[]) =>
      code.run('request', emptyContext, { ...nothingUsed, invalidations: seen.map(said) });
    expect(after(7, 8, 9).invalidations).toHaveLength(2);
    expect(after(0, 1, 7, 8, 9)).toMatchObject({ outcome: { kind: 'returned' }, invalidations: [] });
    expect(after(6, 7, 8, 9)).toMatchObject({
      outcome: { error: { message: expect.stringContaining('5 times') as string } },
    });
  });
});

describe('a run that would not end', () => {
  const grows = (statement: string): string => `const ten = [1,2,3,4,5,6,7,8,9,10];
    for (const a of ten) for (const b of ten) { ${statement} } return 1;`;

  test.each([
    ['let s = "ab";', 's = s + s;', 'characters'],
    ['let s = "ab";', 's += s;', 'characters'],
    ['let s = "ab";', 's = `${s}${s}`;', 'characters'],
    ['let s = "ab";', 's = String.raw`${s}${s}`;', 'characters'],
    ['let s = "ab";', 's = s.concat(s);', 'characters'],
    ['let s = "ab";', 's = [s, s].join("");', 'characters'],
    ['let s = "ab";', 's = s.replaceAll("a", s);', 'characters'],
    ['let s = "ab";', 's = util.base64Encode(s);', 'characters'],
    ['let s = "ab";', 's = JSON.stringify(s);', 'characters'],
    ['let l = [1, 2];', 'l = [...l, ...l];', 'elements'],
    ['let l = [1, 2];', 'l = l.concat(l);', 'elements'],
    ['let l = [1, 2];', 'l = l.flatMap(() => l);', 'elements'],
    ['let l = [1, 2];', 'l = [l, l].flat();', 'elements'],
    ['let l = [1, 2];', 'l = [l, l]; if (l.flat(60).length > 1e9) util.error("big");', 'elements'],
    ['const l = []; l.length = 1e9;', 'l.fill(0);', 'elements'],
    ['const l = []; l.length = 1e9;', 'l.map((x) => x);', 'elements'],
    ['const l = []; l.length = 1e9;', 'for (const k in l) util.error("in");', 'elements'],
    [
      'let s = "a"; for (const x of [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]) s += s;',
      's.split("");',
      'elements',
    ],
    ['let o = {};', 'o = { l: o, r: o }; util.dynamodb.toMapValues(o);', 'elements'],
    ['const l = []; l.length = 4000;', 'l.fill(0).forEach(() => l.forEach(() => 1));', 'elements'],
    ['', 'Array(1e9);', 'elements'],
  ])('ends: %s %s', (start, statement, word) => {
    expect(failure(start + grows(statement))).toMatch(new RegExp(`^code\\.js:\\d+:\\d+: RangeError: .*${word}$`));
  });

  const tree = `let o = {}; for (const x of ctx.args.list) o = { l: o, r: o };`;

  test.each([
    [`${tree} return o;`, 'elements'],
    [`${tree} ctx.stash.o = o;`, 'elements'],
    [`${tree} util.error('m', 'T', o);`, 'elements'],
    [`${tree} return { toJSON: () => o };`, 'elements'],
    [`${tree} return JSON.stringify(o, ['l', 'r']);`, 'elements'],
    [`${tree} console.log(o);`, 'elements'],
    ['const l = []; l.length = 4e9; return l;', 'elements'],
    ['const l = []; l.length = 4e9; return l.indexOf(1);', 'elements'],
    ['let s = "aa"; for (const x of ctx.args.list.slice(0, 20)) s += s; return s.indexOf(`${s}b`);', 'string'],
  ])('ends: %s', (body, word) => {
    const list = Array.from({ length: 60 }, () => 1);
    const { outcome } = run(body, { arguments: { list } });
    expect(outcome).toMatchObject({ kind: 'error', error: { errorType: 'Code' } });
    expect(JSON.stringify(outcome)).toContain(word);
  });

  test('what a handler of real size needs is far below that', () => {
    const body = `const rows = []; rows.length = 1000;
      const all = rows.fill({ id: 'x' }).map((row, index) => ({ ...row, index }));
      const common = all.filter((one) => all.some((other) => other.index === one.index));
      let text = ''; for (const row of common) text += \`\${row.index},\`;
      return [common.length, text.length, text.split(',').length];`;
    expect(run(body).outcome).toMatchObject({ value: [1000, 3890, 1001] });
  });

  test('a pattern that tries every way to divide a text ends with its time, and leaves nothing behind', () => {
    const text = moduleOf(`ctx.stash.a = 1; console.log(1); return util.matches('^(a|a)*$', '${'a'.repeat(60)}b');`);
    const code = loadCode({ text, origin: 'test' });
    const ended = code.run('request', { ...emptyContext, stash: { b: 1 } }, { ...nothingUsed, timeLeftMs: 100 });
    expect(ended).toMatchObject({ stash: { b: 1 }, logs: [] });
    expect(ended.outcome).toMatchObject({
      error: { errorType: 'Code', message: expect.stringContaining('longer') as string },
    });
    expect(run('return 1;').outcome).toMatchObject({ value: 1 });
  });

  test('so do functions that call the next one twice', () => {
    const chain = Array.from({ length: 60 }, (_, at) => `const f${at + 1} = (x) => f${at}(x) * f${at}(x);`).join('\n');
    const code = loadCode({ text: moduleOf(`const f0 = (x) => x;\n${chain}\nreturn f60(1);`), origin: 'test' });
    expect(code.run('request', emptyContext, { ...nothingUsed, timeLeftMs: 100 }).outcome.kind).toBe('error');
  });
});
