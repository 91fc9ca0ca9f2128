/** DynamoDB answered with an error. */
export class DynamoDbError extends Error {
  /** The exception's bare name, as in `ConditionalCheckFailedException`. */
  override readonly name: string;
  readonly statusCode: number;
  readonly requestId: string;
  /** Whatever else the answer holds, as in `CancellationReasons` or `Item`. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    message: string,
    answer: { statusCode: number; requestId: string; fields: Readonly<Record<string, unknown>> },
  ) {
    super(message);
    this.name = name;
    this.statusCode = answer.statusCode;
    this.requestId = answer.requestId;
    this.fields = answer.fields;
  }
}

/**
 * No answer from DynamoDB: connection refused or lost, or the deadline passed. A write may or may not have taken
 * effect.
 */
export class DynamoDbUnavailable extends Error {
  override readonly name = 'DynamoDbUnavailable';
}
