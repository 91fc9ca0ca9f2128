import { describe, expect, test } from 'vitest';
import { evaluate, run } from './run-code.ts';

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
    expect(failure('  return missing;')).toBe('code.js:2:3: ReferenceError: missing is not defined');
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
    expect(failure('const f = () => f() + 1; return f();')).toMatch(/^code\.js:2:\d+: RangeError/);
    expect(failure('const f = () => util.autoId() + f(); return f();')).toMatch(/^code\.js:2:\d+: RangeError/);
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
    expect(failure('extensions.evictFromApiCache("Query", "me", {});')).toContain('is not served locally');
    expect(failure('util.xml.toMap("<a/>");')).toContain('is not served locally');
  });
});
