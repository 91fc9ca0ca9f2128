import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LambdaDefinition } from '../../../local/assembly/model.ts';
import { createLambda, sdkEnvironment, type Lambda } from '../../../local/lambda/index.ts';

interface Run {
  readonly lambda: Lambda;
  readonly logs: string[];
}

/** A function of the given files, in a folder of a project that calls its own `.js` files ES modules. */
function start(files: Record<string, string>, change: Partial<LambdaDefinition> = {}): Run {
  const project = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  const codeDirectory = join(project, 'asset');
  mkdirSync(codeDirectory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(codeDirectory, name), text);
  const definition: LambdaDefinition = {
    logicalId: 'Handler',
    name: 'team-handler',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:team-handler',
    code: { kind: 'directory', path: codeDirectory },
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 3,
    role: null,
    ...change,
  };
  const logs: string[] = [];
  const environment = sdkEnvironment('eu-west-1', null, { SECRETS_MANAGER: 'http://127.0.0.1:1' });
  const lambda = createLambda(definition, { environment, log: (level, text) => logs.push(`${level} ${text}`) });
  onTestFinished(async () => {
    await lambda.close();
    rmSync(project, { recursive: true });
  });
  return { lambda, logs };
}

const esm = (body: string): Record<string, string> => ({ 'index.mjs': body });

describe('a handler', () => {
  test('may be an ES module', async () => {
    const { lambda } = start(esm('export const handler = async ({ name }) => ({ greeting: `hello ${name}` });'));
    expect(await lambda.invoke({ name: 'ada' })).toEqual({ kind: 'returned', value: { greeting: 'hello ada' } });
  });

  test('may be CommonJS, with a second file', async () => {
    const { lambda } = start({
      'index.js': "const { two } = require('./two.js'); exports.handler = async () => two;",
      'two.js': 'exports.two = 2;',
    });
    expect(await lambda.invoke({})).toEqual({ kind: 'returned', value: 2 });
  });

  test('in index.js is an ES module where its own folder says so', async () => {
    const { lambda } = start({
      'index.js': 'export const handler = async () => import.meta.url.length > 0;',
      'package.json': '{"type":"module"}',
    });
    expect(await lambda.invoke({})).toEqual({ kind: 'returned', value: true });
  });

  test('may answer through the callback', async () => {
    const { lambda } = start({ 'index.js': 'exports.handler = (event, context, done) => done(null, event);' });
    expect(await lambda.invoke([1])).toEqual({ kind: 'returned', value: [1] });
  });

  test('that returns nothing gives null', async () => {
    const { lambda } = start(esm('export const handler = async () => {};'));
    expect(await lambda.invoke({})).toEqual({ kind: 'returned', value: null });
  });

  test('keeps its module’s state from event to event, and takes several at once', async () => {
    const { lambda } = start(
      esm(`let count = 0, release;
        const both = new Promise((resolve) => (release = resolve));
        export const handler = async () => { count += 1; if (count === 2) release(); await both; return count; };`),
    );
    const outcomes = await Promise.all([lambda.invoke({}), lambda.invoke({})]);
    expect(outcomes).toEqual([
      { kind: 'returned', value: 2 },
      { kind: 'returned', value: 2 },
    ]);
    expect(await lambda.invoke({})).toEqual({ kind: 'returned', value: 3 });
  });

  test('sees the template’s environment and Lambda’s, not this process’s', async () => {
    process.env['HOST_ONLY'] = 'yes';
    onTestFinished(() => void delete process.env['HOST_ONLY']);
    const { lambda } = start(esm('export const handler = async () => process.env;'), {
      environment: { STAGE: 'local' },
    });
    await lambda.warm();
    expect(await lambda.invoke({})).toMatchObject({
      value: {
        STAGE: 'local',
        AWS_REGION: 'eu-west-1',
        AWS_LAMBDA_FUNCTION_NAME: 'team-handler',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1',
      },
    });
    expect(await lambda.invoke({})).not.toHaveProperty('value.HOST_ONLY');
    expect(await lambda.invoke({})).not.toHaveProperty('value.PATH');
  });

  test('is told who it is and how long it has', async () => {
    const { lambda } = start(
      esm(
        'export const handler = async (e, c) => [c.functionName, c.invokedFunctionArn, c.getRemainingTimeInMillis()];',
      ),
    );
    const outcome = await lambda.invoke({});
    expect(outcome).toMatchObject({
      value: ['team-handler', expect.stringContaining(':function:'), expect.any(Number)],
    });
  });

  test('writes to the log', async () => {
    const { lambda, logs } = start(
      esm("export const handler = async () => { console.log('a', { b: 1 }); console.error('c'); };"),
    );
    await lambda.invoke({});
    expect(logs).toEqual(['info a { b: 1 }', 'error c']);
  });

  test('writes to standard output and error by the line, however it is cut', async () => {
    const { lambda, logs } = start(
      esm(
        `export const handler = async () => {
          process.stdout.write('{"a":1}\\n{"b":');
          process.stdout.write('2}\\n');
          process.stderr.write('c\\n');
        };`,
      ),
    );
    await lambda.invoke({});
    const expected = ['error c', 'info {"a":1}', 'info {"b":2}'];
    await vi.waitFor(() => expect(logs.toSorted()).toEqual(expected), { timeout: 10_000 });
  });
});

describe('a failure', () => {
  test('of the handler has Lambda’s shape, and the next event is served', async () => {
    const { lambda } = start(
      esm(`class Refused extends Error { name = 'Refused'; }
        export const handler = async (bad) => { if (bad) throw new Refused('no'); return 'fine'; };`),
    );
    expect(await lambda.invoke(true)).toEqual({
      kind: 'failed',
      error: {
        errorType: 'Refused',
        errorMessage: 'no',
        trace: expect.arrayContaining([expect.stringContaining('no')]),
      },
    });
    expect(await lambda.invoke(false)).toEqual({ kind: 'returned', value: 'fine' });
  });

  test.each([
    ['a file that is not there', {}, 'index.handler', 'Runtime.ImportModuleError'],
    ['an export that is not there', esm('export const other = 1;'), 'index.handler', 'Runtime.HandlerNotFound'],
    ['code that does not parse', esm('export const handler = ('), 'index.handler', 'SyntaxError'],
    [
      'a result that is no JSON',
      esm('export const handler = async () => 1n;'),
      'index.handler',
      'Runtime.MarshalError',
    ],
    ['an exit', esm('export const handler = async () => process.exit(3);'), 'index.handler', 'Runtime.ExitError'],
    [
      'a rejection that nobody handles',
      esm("export const handler = () => new Promise(() => void Promise.reject(new Error('lost')));"),
      'index.handler',
      'Runtime.UnhandledPromiseRejection',
    ],
  ])('is told of %s', async (_name, files, handler, errorType) => {
    const { lambda } = start(files, { handler });
    expect(await lambda.invoke({})).toMatchObject({ kind: 'failed', error: { errorType } });
  });

  test('that ends the worker leaves a new one for the next event', async () => {
    const { lambda } = start(
      esm(
        'let count = 0; export const handler = async (end) => { count += 1; if (end) process.exit(1); return count; };',
      ),
    );
    expect(await lambda.invoke(false)).toEqual({ kind: 'returned', value: 1 });
    expect(await lambda.invoke(true)).toMatchObject({ kind: 'failed' });
    expect(await lambda.invoke(false)).toEqual({ kind: 'returned', value: 1 });
  });

  test('by time ends even a busy worker, and the next event starts anew', async () => {
    const { lambda } = start(
      esm('let count = 0; export const handler = async (busy) => { count += 1; while (busy); return count; };'),
      // Also the new worker's first answer has to come within it.
      { timeoutSeconds: 1.5 },
    );
    expect(await lambda.invoke(true)).toMatchObject({
      kind: 'failed',
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('Task timed out after 1.50 seconds'),
      },
    });
    expect(await lambda.invoke(false)).toEqual({ kind: 'returned', value: 1 });
  });
});

test('a caller that stops waiting leaves the handler running', async () => {
  const { lambda } = start(
    esm(`let count = 0, wait = true;
      export const handler = async (event) => {
        count += 1;
        if (event === 'release') wait = false;
        while (wait) await new Promise(setImmediate);
        return count;
      };`),
  );
  await lambda.warm();
  expect(await lambda.invoke('hang', { timeoutMs: 20 })).toEqual({ kind: 'abandoned' });
  expect(await lambda.invoke('release')).toEqual({ kind: 'returned', value: 2 });
});

test('a closed function takes no events', async () => {
  const { lambda } = start(esm('export const handler = async () => 1;'));
  await lambda.close();
  await expect(lambda.invoke({})).rejects.toThrow('closed');
});
