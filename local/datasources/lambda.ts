import type { LambdaCalls, RoleDefinition } from '../assembly/model.ts';
import { isAllowed, notAuthorized } from '../iam/policy.ts';
import type { Lambda, LambdaError, LambdaOutcome } from '../lambda/index.ts';
import type { DataSource, DataSourceCall, DataSourceError, DataSourceResult } from './data-source.ts';
import { createLambdaBatches, type InvocationType } from './lambda-batches.ts';
import { invalidRequest, isRequestObject } from './request-object.ts';

export interface LambdaDataSourceOptions {
  readonly name: string;
  /** As the template names the function: perhaps one of its versions or aliases. */
  readonly functionArn: string;
  /** null = the data source has no role, and so may invoke nothing. */
  readonly role: RoleDefinition | null;
  readonly lambda: Pick<Lambda, 'invoke'>;
  /** What the template says of the resolver or function of this name; undefined = nothing. */
  readonly callsOf?: (caller: string) => LambdaCalls | undefined;
}

/**
 * Invokes a function with the request's `payload`, by the operation `Invoke` or `BatchInvoke`, of type `RequestResponse`
 * or `Event` (AppSync Developer Guide, "JavaScript resolver function reference for Lambda").
 */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  const { callsOf = () => undefined } = options;
  const isDirect = ({ caller }: DataSourceCall): boolean => callsOf(caller)?.isDirect ?? false;

  async function invoke(event: unknown, type: InvocationType, call: DataSourceCall): Promise<DataSourceResult> {
    try {
      const refused = tooLarge(event, type);
      if (refused !== null) return failure('Lambda:RequestEntityTooLargeException', refused);
      if (type === 'Event') {
        // Nobody waits: how it ends shows only in the function's own log.
        void options.lambda.invoke(event).catch(() => undefined);
        return { result: null };
      }
      const timeoutMs = Math.max(0, call.deadline - Date.now());
      return toResult(await options.lambda.invoke(event, { timeoutMs }), isDirect(call));
    } catch (error) {
      return failure('Lambda:Unhandled', error instanceof Error ? error.message : String(error));
    }
  }

  const batches = createLambdaBatches(
    (caller) => callsOf(caller)?.maxBatchSize ?? 0,
    async (payloads, type, call) => {
      const answer = await invoke(payloads, type, call);
      if (answer.error || type === 'Event') return payloads.map(() => answer);
      return apart(answer.result, payloads.length);
    },
  );

  return {
    name: options.name,
    async call(call) {
      const { request } = call;
      if (!isRequestObject(request)) return invalidRequest('the request must be an object');
      const { operation, payload, invocationType = 'RequestResponse' } = request;
      if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
        return invalidRequest(`the operation must be Invoke or BatchInvoke, not ${JSON.stringify(operation)}`);
      }
      if (invocationType !== 'RequestResponse' && invocationType !== 'Event') {
        return invalidRequest(`invocationType must be RequestResponse or Event, not ${JSON.stringify(invocationType)}`);
      }
      const denied = refusal(options);
      if (denied !== null) return failure('Lambda:AccessDeniedException', denied);
      if (operation === 'Invoke') return invoke(payload, invocationType, call);
      return batches.add(call, { payload: payload ?? null, invocationType });
    },
  };
}

/** The results of a batch must match its payloads in number and order; null is a result too. */
function apart(results: unknown, count: number): DataSourceResult[] {
  if (Array.isArray(results) && results.length === count) return results.map((result: unknown) => ({ result }));
  const found = Array.isArray(results) ? `a list of ${results.length}` : 'no list';
  const message = `The function answered a batch of ${count} with ${found}.`;
  return Array.from({ length: count }, () => failure('Lambda:Unhandled', message));
}

/** A function's own timeout is an error of the function; the end of AppSync's patience has a name of its own. */
function toResult(outcome: LambdaOutcome, isDirect: boolean): DataSourceResult {
  switch (outcome.kind) {
    case 'returned':
      return { result: outcome.value };
    case 'failed':
      return { result: null, error: isDirect ? directError(outcome.error) : unhandled(outcome.error) };
    case 'abandoned':
      return failure('Lambda:ExecutionTimeoutException', 'Execution timed out.');
    default:
      return outcome satisfies never;
  }
}

function unhandled({ errorMessage }: LambdaError): DataSourceError {
  return { type: 'Lambda:Unhandled', message: errorMessage };
}

/**
 * Direct Lambda resolvers pass on the name of a custom error, and one name has a message of its own (AppSync Developer
 * Guide, "Resolver mapping template reference for Lambda", custom error handling).
 */
function directError(error: LambdaError): DataSourceError {
  const { errorType } = error;
  if (errorType === 'UnauthorizedException') {
    return { type: errorType, message: 'You are not authorized to make this call.' };
  }
  // `Error` itself is no custom error, and names with a dot are those of Lambda's runtime.
  return errorType === 'Error' || errorType.includes('.') ? unhandled(error) : { ...unhandled(error), type: errorType };
}

/** Lambda quotas, "Invocation payload": 6 MB each way for synchronous calls, as counted in the service's message. */
const maximumEventBytes = 6_291_556;

function tooLarge(event: unknown, type: InvocationType): string | null {
  const bytes = Buffer.byteLength(JSON.stringify(event ?? null));
  if (bytes <= maximumEventBytes) return null;
  return `${bytes} byte payload is too large for the ${type} invocation type (limit ${maximumEventBytes} bytes)`;
}

/** null = the role may invoke the function. */
function refusal({ role, functionArn }: LambdaDataSourceOptions): string | null {
  if (role !== null && isAllowed(role.statements, 'lambda:InvokeFunction', functionArn)) return null;
  return notAuthorized(role?.arn ?? 'a data source without a role', 'lambda:InvokeFunction', functionArn);
}

function failure(type: string, message: string): DataSourceResult {
  return { result: null, error: { type, message } };
}
