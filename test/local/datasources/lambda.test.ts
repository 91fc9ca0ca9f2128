import { describe, expect, test } from 'vitest';
import type { LambdaCalls, RoleDefinition } from '../../../local/assembly/model.ts';
import { createLambdaDataSource } from '../../../local/datasources/lambda.ts';
import type { LambdaOutcome } from '../../../local/lambda/index.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:worker';
const role: RoleDefinition = {
  arn: 'arn:aws:iam::123456789012:role/api',
  statements: [{ effect: 'Allow', actions: ['lambda:InvokeFunction'], resources: [functionArn] }],
};

/** Calls a data source whose function ends as given; records the events that the function gets. */
async function call(
  request: unknown,
  outcome: LambdaOutcome = { kind: 'returned', value: 'done' },
  as: RoleDefinition | null = role,
) {
  const events: { event: unknown; timeoutMs: number | undefined }[] = [];
  const lambda = {
    invoke: (event: unknown, options: { timeoutMs?: number } = {}) => {
      events.push({ event, timeoutMs: options.timeoutMs });
      return Promise.resolve(outcome);
    },
  };
  const source = createLambdaDataSource({ name: 'Worker', functionArn, role: as, lambda });
  const result = await source.call({ request, caller: 'Query.x', deadline: Date.now() + 5000 });
  return { result, events };
}

describe('Invoke', () => {
  test('hands the payload to the function and answers what it returned', async () => {
    const { result, events } = await call({ operation: 'Invoke', payload: { a: 1 } });
    expect(result).toEqual({ result: 'done' });
    expect(events).toEqual([{ event: { a: 1 }, timeoutMs: expect.any(Number) }]);
    expect(events[0]?.timeoutMs).toBeGreaterThan(4000);
    expect(events[0]?.timeoutMs).toBeLessThanOrEqual(5000);
  });

  test('of type Event waits for nothing', async () => {
    const { result, events } = await call({ operation: 'Invoke', invocationType: 'Event', payload: 1 });
    expect(result).toEqual({ result: null });
    expect(events).toEqual([{ event: 1, timeoutMs: undefined }]);
  });

  test('answers an error that the function threw', async () => {
    const error = { errorType: 'Refused', errorMessage: 'no', trace: [] };
    const { result } = await call({ operation: 'Invoke' }, { kind: 'failed', error });
    expect(result).toEqual({ result: null, error: { type: 'Lambda:Unhandled', message: 'no' } });
  });

  test('answers an error once the request’s time is over', async () => {
    const { result } = await call({ operation: 'Invoke' }, { kind: 'abandoned' });
    expect(result).toMatchObject({
      error: { type: 'Lambda:ExecutionTimeoutException', message: 'Execution timed out.' },
    });
  });

  test.each([
    ['may invoke another function only', { ...role, statements: [{ ...role.statements[0]!, resources: ['arn:x'] }] }],
    ['does not exist', null],
  ])('does not reach the function where the role %s', async (_name, as) => {
    const { result, events } = await call({ operation: 'Invoke' }, undefined, as);
    expect(events).toEqual([]);
    expect(result).toMatchObject({
      result: null,
      error: { type: 'Lambda:AccessDeniedException', message: expect.stringContaining(functionArn) },
    });
  });
});

test.each([
  ['an unknown operation', { operation: 'Call' }, 'must be Invoke or BatchInvoke, not "Call"'],
  ['an unknown invocation type', { operation: 'Invoke', invocationType: 'DryRun' }, 'invocationType'],
  ['null', null, 'must be an object'],
])('refuses %s', async (_name, request, message) => {
  const { result, events } = await call(request);
  expect(events).toEqual([]);
  expect(result).toMatchObject({ error: { type: 'MappingTemplate', message: expect.stringContaining(message) } });
});

describe('BatchInvoke', () => {
  interface Asked {
    readonly payload?: unknown;
    readonly field?: string;
    readonly request?: object;
    readonly invocationType?: string;
  }

  /** Makes the calls in one turn; the function answers each event as `answer` says. */
  async function batch(
    asked: readonly Asked[],
    answer: (event: unknown) => LambdaOutcome,
    { calls, as = role }: { calls?: LambdaCalls; as?: RoleDefinition | null } = {},
  ) {
    const events: unknown[] = [];
    const lambda = {
      invoke: (event: unknown) => {
        events.push(event);
        return Promise.resolve(answer(event));
      },
    };
    const callsOf = () => calls;
    const source = createLambdaDataSource({ name: 'Worker', functionArn, role: as, lambda, callsOf });
    const request = {};
    const results = await Promise.all(
      asked.map(({ payload, field = 'Post.author', request: own = request, invocationType }) =>
        source.call({
          request: { operation: 'BatchInvoke', payload, ...(invocationType ? { invocationType } : {}) },
          caller: field,
          deadline: Date.now() + 5000,
          batch: { request: own, field },
        }),
      ),
    );
    return { results, events };
  }

  const echo = (event: unknown): LambdaOutcome => ({ kind: 'returned', value: event });
  const payloads = (count: number): Asked[] => Array.from({ length: count }, (_, payload) => ({ payload }));
  const valuesOf = (results: readonly { result: unknown }[]) => results.map(({ result }) => result);

  test('hands the payloads of one field to the function as a list, and each its own result', async () => {
    const { results, events } = await batch([{ payload: 'a' }, { payload: null }, {}], echo);
    expect(events).toEqual([['a', null, null]]);
    expect(valuesOf(results)).toEqual(['a', null, null]);
    expect(results.map(({ cost }) => cost?.calls)).toEqual([1, 0, 0]);
  });

  test('sends five at a time where the template says nothing', async () => {
    const { results, events } = await batch(payloads(7), echo);
    expect(events).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6],
    ]);
    expect(valuesOf(results)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('sends as many at a time as the template says', async () => {
    const { events } = await batch(payloads(7), echo, { calls: { maxBatchSize: 6, isDirect: false } });
    expect(events).toEqual([[0, 1, 2, 3, 4, 5], [6]]);
  });

  test('keeps fields, requests and invocation types apart', async () => {
    const { events } = await batch(
      [
        { payload: 1 },
        { payload: 2, field: 'Post.editor' },
        { payload: 3, request: {} },
        { payload: 4, invocationType: 'Event' },
        { payload: 5 },
      ],
      echo,
    );
    expect(new Set(events.map((event) => String(event)))).toEqual(new Set(['1,5', '2', '3', '4']));
  });

  test('of type Event waits for nothing', async () => {
    const { results, events } = await batch(
      [1, 2].map((payload) => ({ payload, invocationType: 'Event' })),
      () => ({ kind: 'failed', error: { errorType: 'E', errorMessage: 'late', trace: [] } }),
    );
    expect(events).toEqual([[1, 2]]);
    expect(results.map(({ result, error }) => [result, error])).toEqual([
      [null, undefined],
      [null, undefined],
    ]);
  });

  test('fails as a whole where the function throws', async () => {
    const error = { errorType: 'Refused', errorMessage: 'no', trace: [] };
    const { results } = await batch(payloads(2), () => ({ kind: 'failed', error }));
    expect(results).toMatchObject([
      { result: null, error: { type: 'Lambda:Unhandled', message: 'no' } },
      { result: null, error: { type: 'Lambda:Unhandled', message: 'no' } },
    ]);
  });

  test.each([
    ['no list', { 0: 'a' }, 'no list'],
    ['a shorter list', ['a'], 'a list of 1'],
    ['a longer list', ['a', 'b', 'c'], 'a list of 3'],
  ])('fails as a whole where the function answers %s', async (_name, value, found) => {
    const { results } = await batch(payloads(2), () => ({ kind: 'returned', value }));
    const error = { type: 'Lambda:Unhandled', message: `The function answered a batch of 2 with ${found}.` };
    expect(results).toMatchObject([
      { result: null, error },
      { result: null, error },
    ]);
  });

  test('does not reach the function where the role may not invoke it', async () => {
    const { results, events } = await batch(payloads(2), echo, { as: null });
    expect(events).toEqual([]);
    expect(results[0]).toMatchObject({ error: { type: 'Lambda:AccessDeniedException' } });
  });

  test('refuses more than Lambda takes', async () => {
    const { results, events } = await batch([{ payload: 'x'.repeat(6_291_556) }], echo);
    expect(events).toEqual([]);
    expect(results[0]).toMatchObject({ error: { type: 'Lambda:RequestEntityTooLargeException' } });
  });

  test.each([
    ['its own', 'TooBusy', { type: 'TooBusy', message: 'text' }],
    ['none of its own', 'Error', { type: 'Lambda:Unhandled', message: 'text' }],
    ['one of the runtime', 'Sandbox.Timedout', { type: 'Lambda:Unhandled', message: 'text' }],
    [
      'UnauthorizedException',
      'UnauthorizedException',
      { type: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
    ],
  ])('answers a direct Lambda resolver the error’s name: %s', async (_name, errorType, error) => {
    const failed: LambdaOutcome = { kind: 'failed', error: { errorType, errorMessage: 'text', trace: [] } };
    const { results } = await batch(payloads(1), () => failed, { calls: { maxBatchSize: 1, isDirect: true } });
    expect(results[0]).toMatchObject({ error });
  });
});
