import { DynamoDbError } from '../../dynamodb/errors.ts';
import type { DynamoDbOperation, DynamoDbOutput } from '../../dynamodb/client.ts';
import type { DataSourceError } from '../data-source.ts';
import { describeFailure, validationException } from './failure.ts';
import type { OperationContext } from './operation.ts';

/** What one kind of batch sends per table, and what comes back of it unprocessed. */
export type RequestItems = Readonly<Record<string, unknown>>;

export interface BatchOutcome {
  /** The answers, one or two. */
  readonly outputs: readonly DynamoDbOutput[];
  /** What is still left after the second attempt. */
  readonly unprocessed: RequestItems;
  /** Set where something is left. */
  readonly error?: DataSourceError;
}

/**
 * Sends a batch, and what DynamoDB left unprocessed a second time, as AppSync does. What is left then makes an error
 * beside the result. AppSync Developer Guide, Tutorial: DynamoDB batch resolvers, error handling.
 *
 * @throws where the first attempt fails as a whole.
 */
export async function sendBatch(
  context: OperationContext,
  operation: Extract<DynamoDbOperation, 'BatchGetItem' | 'BatchWriteItem'>,
  requestItems: RequestItems,
): Promise<BatchOutcome> {
  const first = await context.send(operation, { RequestItems: requestItems });
  const left = unprocessedOf(first);
  if (isEmpty(left)) return { outputs: [first], unprocessed: left };
  try {
    const second = await context.send(operation, { RequestItems: left });
    const outputs = [first, second];
    const stillLeft = unprocessedOf(second);
    if (isEmpty(stillLeft)) return { outputs, unprocessed: stillLeft };
    return { outputs, unprocessed: stillLeft, error: describeFailure(throughputExceeded()) };
  } catch (error) {
    return { outputs: [first], unprocessed: left, error: describeFailure(error) };
  }
}

/** @throws what DynamoDB would say of a batch that names no table. */
export function refuseEmptyBatch(requestItems: RequestItems): void {
  if (!isEmpty(requestItems)) return;
  throw validationException(
    "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
  );
}

function unprocessedOf(output: DynamoDbOutput): RequestItems {
  // The cast states the batch operations' answers: one has the first member, the other the second.
  return (output['UnprocessedKeys'] ?? output['UnprocessedItems'] ?? {}) as RequestItems;
}

function isEmpty(requestItems: RequestItems): boolean {
  return Object.keys(requestItems).length === 0;
}

function throughputExceeded(): DynamoDbError {
  return new DynamoDbError(
    'ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded. ' +
      'Consider increasing your provisioning level with the UpdateTable API.',
    { statusCode: 400, requestId: '', fields: {} },
  );
}
