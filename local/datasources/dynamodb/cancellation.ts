import { DynamoDbError } from '../../dynamodb/errors.ts';
import { itemToJson, type Item } from './attribute-value.ts';
import { describeFailure, validationException } from './failure.ts';
import type { OperationResult } from './operation.ts';

interface CancellationReason {
  readonly Code?: string;
  readonly Message?: string | null;
  readonly Item?: Item;
}

/**
 * What is wrong with an expression as such, whatever the items hold. DynamoDB refuses the whole request for it; the
 * local engine cancels the transaction.
 */
const expressionFault =
  /^(Invalid \w+Expression|Invalid function name|Syntax error|Expected |An expression attribute |Value provided in ExpressionAttribute|Attribute name is a reserved)/;

/**
 * The result of a transaction that DynamoDB cancelled, with the reasons in the order of the request. Other errors are
 * thrown again.
 *
 * @param answer the member that would hold the answer, and is null now.
 */
export function afterCancellation(error: unknown, answer: 'keys' | 'items'): OperationResult {
  if (!(error instanceof DynamoDbError) || error.name !== 'TransactionCanceledException') throw error;
  // The cast states DynamoDB's answer.
  const reasons = (error.fields['CancellationReasons'] ?? []) as readonly CancellationReason[];
  const broken = reasons.find(({ Code, Message }) => Code === 'ValidationError' && expressionFault.test(Message ?? ''));
  if (broken !== undefined) throw validationException(broken.Message ?? '');
  return {
    result: { [answer]: null, cancellationReasons: reasons.map(describe) },
    error: describeFailure(error),
  };
}

/** AppSync Developer Guide, Resolver reference: DynamoDB, TransactWriteItems. Other codes stay as DynamoDB spells them. */
function describe({ Code = 'None', Message, Item: item }: CancellationReason): object {
  const current = item === undefined ? {} : { item: itemToJson(item) };
  switch (Code) {
    case 'ConditionalCheckFailed':
      return { ...current, type: 'ConditionCheckFailed', message: 'The condition check failed.' };
    case 'None':
      return { type: 'None', message: 'None' };
    default:
      return { ...current, type: Code, message: Message ?? Code };
  }
}
