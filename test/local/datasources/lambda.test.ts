import { describe, expect, test } from 'vitest';
import type { RoleDefinition } from '../../../local/assembly/model.ts';
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
  ['BatchInvoke', { operation: 'BatchInvoke', payload: [] }, 'BatchInvoke is not supported'],
  ['an unknown operation', { operation: 'Call' }, 'must be Invoke, not "Call"'],
  ['an unknown invocation type', { operation: 'Invoke', invocationType: 'DryRun' }, 'invocationType'],
  ['null', null, 'must be an object'],
])('refuses %s', async (_name, request, message) => {
  const { result, events } = await call(request);
  expect(events).toEqual([]);
  expect(result).toMatchObject({ error: { type: 'MappingTemplate', message: expect.stringContaining(message) } });
});
