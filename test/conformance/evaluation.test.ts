import { expect } from 'vitest';
import { loadCode } from '../../local/runtime/index.ts';
import type { Standing } from './fact.ts';
import { fact } from './fact.ts';
import { errorOf, expectRefused, moduleOf, run, valueOf } from './support/code.ts';

const sure: Standing = {
  area: 'runtime',
  certainty: 'sure',
  source: 'AppSync Developer Guide: JavaScript resolver context object reference',
};
const builtIn: Standing = { ...sure, source: 'AppSync Developer Guide: Built-in utilities in util' };
const quotas: Standing = { area: 'limits', certainty: 'sure', source: 'AWS General Reference: AppSync quotas' };
const decided: Standing = { ...sure, certainty: 'decided' };

const info = {
  fieldName: 'post',
  parentTypeName: 'Query',
  variables: { v: 1 },
  selectionSetList: ['id', 'author', 'author/name'],
  selectionSetGraphQL: '{\n  id\n}',
};

fact(sure, 'ctx.args and ctx.arguments are one object', () => {
  const body = 'ctx.args.b = 2; return [ctx.arguments.a, ctx.arguments.b];';
  expect(run(body, { arguments: { a: 1 } }).outcome).toMatchObject({ value: [1, 2] });
});
fact(sure, 'ctx.stash begins empty and keeps what a handler sets', () => {
  expect(run('ctx.stash.a = { b: 1 }; return ctx.stash;').stash).toEqual({ a: { b: 1 } });
});
fact(sure, 'ctx.env holds the variables of the API', () => {
  expect(valueOf('ctx.env.TABLE', { env: { TABLE: 'items' } })).toBe('items');
});
fact(sure, 'ctx.source is the parent', () => {
  expect(valueOf('ctx.source.id', { source: { id: 'p' } })).toBe('p');
});
fact(sure, 'ctx.info can be read member by member', () => {
  const members = '[ctx.info.fieldName, ctx.info.parentTypeName, ctx.info.variables, ctx.info.selectionSetList]';
  expect(valueOf(members, { info })).toEqual(['post', 'Query', { v: 1 }, ['id', 'author', 'author/name']]);
});
fact(sure, 'ctx.info.selectionSetGraphQL can be read', () => {
  expect(valueOf('ctx.info.selectionSetGraphQL', { info })).toBe('{\n  id\n}');
});
fact(sure, 'JSON.stringify(ctx.info) leaves both selection sets out', () => {
  expect(JSON.parse(valueOf('JSON.stringify(ctx.info)', { info }) as string)).toEqual({
    fieldName: 'post',
    parentTypeName: 'Query',
    variables: { v: 1 },
  });
});
fact(sure, 'JSON.stringify(ctx) leaves both selection sets out', () => {
  expect(valueOf('JSON.stringify(ctx)', { info })).not.toContain('selectionSet');
});
fact(sure, 'ctx.result exists in response handlers', () => {
  expect(run('return ctx.result;', { result: [1] }, 'response').outcome).toMatchObject({ value: [1] });
});
fact(sure, 'ctx.result does not exist in request handlers', () => {
  expect(run('return ctx.result ?? "none";', { result: [1] }).outcome).toMatchObject({ value: 'none' });
});
fact(sure, 'ctx.error carries message and type of what failed', () => {
  const error = { message: 'm', type: 'DynamoDB:ValidationException' };
  expect(run('return ctx.error;', { error }, 'response').outcome).toMatchObject({ value: error });
});
fact(sure, 'ctx.prev.result is what came before in the pipeline', () => {
  expect(valueOf('ctx.prev.result', { prev: { result: 'before' } })).toBe('before');
});
fact(sure, 'ctx.request.headers holds a repeated header as a list', () => {
  const request = { headers: { a: ['1', '2'] }, domainName: null };
  expect(valueOf('ctx.request.headers.a', { request })).toEqual(['1', '2']);
});

fact(builtIn, 'util.error ends the handler', () => {
  expect(run('util.error("m"); ctx.stash.after = 1; return 1;')).toMatchObject({
    outcome: { kind: 'error', error: { message: 'm' } },
    stash: {},
  });
});
fact(builtIn, 'util.error carries type, data and info', () => {
  expect(errorOf('util.error("m", "T", { a: 1 }, { b: 2 });')).toEqual({
    message: 'm',
    errorType: 'T',
    data: { a: 1 },
    errorInfo: { b: 2 },
  });
});
fact({ ...builtIn, certainty: 'likely' }, 'util.error without a type has errorType null', () => {
  expect(errorOf('util.error("m");').errorType).toBeNull();
});
fact(builtIn, 'util.error ends the handler out of a callback too', () => {
  expect(errorOf('[1].forEach((x) => { util.error("in"); }); return 1;').message).toBe('in');
});
fact(builtIn, 'util.appendError goes on', () => {
  const { outcome, appendedErrors } = run('util.appendError("m", "T", { a: 1 }, 2); return 1;');
  expect(outcome).toEqual({ kind: 'returned', value: 1 });
  expect(appendedErrors).toEqual([{ message: 'm', errorType: 'T', data: { a: 1 }, errorInfo: 2 }]);
});
fact(builtIn, 'util.appendError may be called repeatedly and keeps the order', () => {
  const { appendedErrors } = run('util.appendError("a"); util.appendError("b"); return 1;');
  expect(appendedErrors.map(({ message }) => message)).toEqual(['a', 'b']);
});
fact({ ...builtIn, certainty: 'likely' }, 'util.unauthorized ends the handler with errorType Unauthorized', () => {
  expect(errorOf('util.unauthorized(); return 1;').errorType).toBe('Unauthorized');
});
const exceptions: Standing = {
  ...sure,
  certainty: 'likely',
  source: 'aws/aws-appsync-community#328: errors of the JavaScript runtime',
};
for (const [what, body] of [
  ['a member of null', 'const o = null; return o.a;'],
  ['a call of what is no function', 'const o = {}; return o.a();'],
  ['an unknown name', 'return missing;'],
  ['an assignment to a constant', 'const a = 1; a = 2; return a;'],
] as const) {
  fact(exceptions, `${what} is an error of type Code`, () => {
    let errorType: string | null = null;
    try {
      errorType = errorOf(body).errorType;
    } catch {
      // Refused when saved is as strict: AppSync's type check may see it.
      expectRefused(moduleOf(body));
      return;
    }
    expect(errorType).toBe('Code');
  });
}
fact(exceptions, 'an exception names code.js with line and column', () => {
  expect(errorOf('  const o = null;\n  return o.a;').message).toMatch(/^code\.js:3:\d+: TypeError: /);
});

const early: Standing = { ...sure, source: 'AppSync Developer Guide: Runtime utilities in runtime' };
fact(early, 'runtime.earlyReturn ends the handler with its value', () => {
  expect(run('runtime.earlyReturn({ a: 1 }); ctx.stash.after = 1;')).toMatchObject({
    outcome: { kind: 'earlyReturn', value: { a: 1 } },
    stash: {},
  });
});
fact(early, 'runtime.earlyReturn takes skipTo END', () => {
  expect(run("runtime.earlyReturn(1, { skipTo: 'END' });").outcome).toMatchObject({ skipTo: 'END' });
});
fact({ ...early, certainty: 'likely' }, 'runtime.earlyReturn skips to NEXT unless told otherwise', () => {
  expect(run('runtime.earlyReturn(1);').outcome).toMatchObject({ skipTo: 'NEXT' });
});
fact(early, 'runtime.earlyReturn without a value gives null', () => {
  expect(run('runtime.earlyReturn();').outcome).toMatchObject({ value: null });
});

const logs: Standing = { ...sure, certainty: 'likely', source: 'AppSync Developer Guide: Testing your resolvers' };
fact(logs, 'console.log writes level, place and quoted text', () => {
  expect(run("  console.log('a', 'b');").logs).toEqual(['INFO - code.js:2:3: "a" "b"']);
});
fact(logs, 'console.error writes at level ERROR', () => {
  expect(run("  console.error('a');").logs).toEqual(['ERROR - code.js:2:3: "a"']);
});
fact(logs, 'each call of console is one line, in order', () => {
  expect(run("console.log('a');\nconsole.log('b');").logs.map((line) => line.slice(-3))).toEqual(['"a"', '"b"']);
});

const codeOf = (length: number) => {
  const code = moduleOf('return 1;');
  return `${code}//${'x'.repeat(length - code.length - 2)}`;
};
fact(quotas, 'code of 32,768 characters is taken', () => {
  expect(loadCode({ text: codeOf(32_768), origin: 'fact' }).handlers.size).toBe(2);
});
fact(quotas, 'code of 32,769 characters is refused', () => {
  expectRefused(codeOf(32_769));
});
const many = (count: number) => `const list = [${'1,'.repeat(count)}];`;
fact(quotas, '1,000 iterations of a loop are allowed', () => {
  expect(run(`${many(1000)} let n = 0; for (const x of list) { n += x; } return n;`).outcome).toMatchObject({
    value: 1000,
  });
});
fact(quotas, '1,001 iterations of a loop are an error', () => {
  expect(errorOf(`${many(1001)} let n = 0; for (const x of list) { n += x; } return n;`).errorType).toBe('Code');
});
fact(quotas, 'iterations of nested loops count together', () => {
  const nested = (inner: number) => `const a = [${'1,'.repeat(20)}]; const b = [${'1,'.repeat(inner)}];
    let n = 0; for (const x of a) { for (const y of b) { n += 1; } } return n;`;
  expect(run(nested(49)).outcome).toMatchObject({ value: 980 });
  expect(errorOf(nested(50)).errorType).toBe('Code');
});
fact(quotas, 'iterations of for-in count as those of for-of do', () => {
  expect(errorOf(`${many(1001)} let n = 0; for (const x in list) { n += 1; } return n;`).errorType).toBe('Code');
});
fact({ ...quotas, certainty: 'decided' }, 'callbacks of array methods do not count as iterations of a loop', () => {
  const twice = 'list.map((x) => x).length + list.filter((x) => true).length';
  expect(run(`${many(1000)} return ${twice};`).outcome).toMatchObject({ value: 2000 });
});
const silentStop: Standing = { ...quotas, source: 'aws/aws-appsync-community#371', certainty: 'decided' };
fact(silentStop, 'an array method that would visit more than 1,000 elements is an error', () => {
  const calls = [
    'map((x) => x)',
    'reduce((sum, x) => sum + 1, 0)',
    'forEach((x) => {})',
    'flatMap((x) => x)',
    'find((x) => false)',
  ];
  for (const call of calls) {
    expect(run(`${many(1000)} list.${call}; return 1;`).outcome, call).toMatchObject({ value: 1 });
    expect(errorOf(`${many(1001)} list.${call}; return 1;`), call).toMatchObject({ errorType: 'Code' });
  }
});
fact(silentStop, 'an array method that ends within 1,000 elements of a longer array is none', () => {
  expect(run(`${many(1500)} return list.some((x) => true);`).outcome).toMatchObject({ value: true });
  expect(run(`${many(1500)} return list.slice(500).length;`).outcome).toMatchObject({ value: 1000 });
});
const textOf = (length: number) =>
  `let s = 'x'; for (const x of [${'1,'.repeat(23)}]) { s = s + s; } return s.slice(0, ${length});`;
fact(quotas, 'a handler may return 5 MB', () => {
  expect(run(textOf(5 * 1024 * 1024 - 2)).outcome.kind).toBe('returned');
});
fact(quotas, 'a handler that returns more than 5 MB fails', () => {
  expect(errorOf(textOf(5 * 1024 * 1024)).errorType).toBe('Code');
});
const invalidation: Standing = { ...quotas, source: 'AppSync Developer Guide: Extensions, invalidateSubscriptions' };
const invalidate = (count: number) =>
  `for (const n of [${[...Array(count).keys()].join()}]) {
    extensions.invalidateSubscriptions({ subscriptionField: 'onX', payload: { n } }); } return 1;`;
fact(invalidation, 'five invalidations in one request are allowed', () => {
  expect(run(invalidate(5)).invalidations).toHaveLength(5);
});
fact(invalidation, 'a sixth distinct invalidation is an error', () => {
  expect(run(invalidate(6)).outcome.kind).toBe('error');
});
fact({ ...decided, source: 'AppSync Developer Guide: Extensions' }, 'the last subscription filter wins', () => {
  const evaluation = run('extensions.setSubscriptionFilter({ a: 1 }); extensions.setSubscriptionFilter({ b: 1 });');
  expect(evaluation.subscriptionFilter).toEqual({ b: 1 });
});
fact(decided, 'a function as a member of what is returned is left out, as JSON leaves it out', () => {
  expect(valueOf('({ a: () => 1, b: undefined, c: 1 })')).toEqual({ c: 1 });
});
