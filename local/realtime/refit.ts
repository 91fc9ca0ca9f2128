import { selectOperation } from '../graphql/documents.ts';
import { RequestError } from '../graphql/errors.ts';
import type { Executor } from '../graphql/executor.ts';
import { coerceVariables } from '../graphql/variables.ts';
import type { Start, StartedParts } from './start.ts';
import { deliveryKey } from './subscription.ts';

/**
 * Fits a subscription that began under another version of the API to this one. Its filters stay: they were set when it
 * began, as on AWS. It is refused where its document or its variables are not valid any more.
 */
export function refit(executor: Executor, parts: StartedParts): Start {
  try {
    const prepared = executor.prepare(parts.prepared.text);
    // It began under this very executor, which prepares each text once.
    if (prepared === parts.prepared) return { kind: 'started', parts };
    const operation = selectOperation(prepared, parts.operation.name?.value ?? null);
    const { request } = parts;
    const [error] = prepared.errors ?? coerceVariables(executor.schema, operation, request.variables).errors ?? [];
    if (error) return unfit(error.message);
    const key = deliveryKey(prepared, operation, request);
    return { kind: 'started', parts: { ...parts, prepared, operation, deliveryKey: key } };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return unfit(error.message);
  }
}

/** Never `Unauthorized…`: Amplify would close the whole socket for that. */
function unfit(reason: string): Start {
  const message = `The API has changed, and this subscription does not fit it any more: ${reason}`;
  return { kind: 'refused', errors: [{ errorType: 'SchemaChanged', message }] };
}
