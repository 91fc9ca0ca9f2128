import type { RoleDefinition } from '../assembly/model.ts';
import { isAllowed } from '../iam/policy.ts';
import type { Lambda, LambdaOutcome } from '../lambda/index.ts';
import type { DataSource, DataSourceCall, DataSourceResult } from './data-source.ts';
import { invalidRequest, isRequestObject } from './request-object.ts';

export interface LambdaDataSourceOptions {
  readonly name: string;
  readonly functionArn: string;
  /** null = the data source has no role, and so may invoke nothing. */
  readonly role: RoleDefinition | null;
  readonly lambda: Pick<Lambda, 'invoke'>;
}

/**
 * Invokes a function with the request's `payload` (AppSync Developer Guide, "Resolver reference for Lambda"). Operation
 * `Invoke`, of type `RequestResponse` or `Event`; `BatchInvoke` is not supported.
 */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  return { name: options.name, call: (call) => invoke(call, options) };
}

async function invoke(call: DataSourceCall, options: LambdaDataSourceOptions): Promise<DataSourceResult> {
  const { request } = call;
  if (!isRequestObject(request)) return invalidRequest('the request must be an object');
  const { operation, payload, invocationType = 'RequestResponse' } = request;
  if (operation === 'BatchInvoke') return invalidRequest('BatchInvoke is not supported by this server');
  if (operation !== 'Invoke') return invalidRequest(`the operation must be Invoke, not ${JSON.stringify(operation)}`);
  if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
    return invalidRequest(`invocationType must be RequestResponse or Event, not ${JSON.stringify(invocationType)}`);
  }
  const denied = refusal(options);
  if (denied !== null) return failure('Lambda:AccessDeniedException', denied);

  try {
    if (invocationType === 'Event') {
      // Nobody waits: how it ends shows only in the function's own log.
      void options.lambda.invoke(payload).catch(() => undefined);
      return { result: null };
    }
    return toResult(await options.lambda.invoke(payload, { timeoutMs: Math.max(0, call.deadline - Date.now()) }));
  } catch (error) {
    return failure('Lambda:Unhandled', error instanceof Error ? error.message : String(error));
  }
}

/** A function's own timeout is an error of the function; the end of AppSync's patience has a name of its own. */
function toResult(outcome: LambdaOutcome): DataSourceResult {
  switch (outcome.kind) {
    case 'returned':
      return { result: outcome.value };
    case 'failed':
      return failure('Lambda:Unhandled', outcome.error.errorMessage);
    case 'abandoned':
      return failure('Lambda:ExecutionTimeoutException', 'Execution timed out.');
    default:
      return outcome satisfies never;
  }
}

/** null = the role may invoke the function. */
function refusal({ role, functionArn }: LambdaDataSourceOptions): string | null {
  if (role !== null && isAllowed(role.statements, 'lambda:InvokeFunction', functionArn)) return null;
  const user = role === null ? 'The data source has no role, so it' : `User: ${role.arn}`;
  return (
    `${user} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn} ` +
    'because no identity-based policy allows the lambda:InvokeFunction action'
  );
}

function failure(type: string, message: string): DataSourceResult {
  return { result: null, error: { type, message } };
}
