import { randomBytes } from 'node:crypto';
import { DynamoDbError, DynamoDbUnavailable } from '../../dynamodb/errors.ts';
import type { DataSourceError } from '../data-source.ts';

/** The request handler returned something that is no request. AppSync calls that `MappingTemplate`. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
}

/** The data source's role does not allow the call. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
}

/** The token was made for another resolver, table or index, or by nobody here. */
export class InvalidPagingToken extends Error {
  override readonly name = 'InvalidPagingToken';
}

/** What `ctx.error` says of anything that was thrown on the way to DynamoDB and back. */
export function describeFailure(error: unknown): DataSourceError {
  if (error instanceof DynamoDbError) {
    return { type: `DynamoDB:${error.name}`, message: withService(error.message, error.statusCode, error.requestId) };
  }
  if (error instanceof RequestRefused) return { type: 'MappingTemplate', message: error.message };
  if (error instanceof AccessDenied) {
    return { type: 'DynamoDB:AccessDeniedException', message: withService(error.message, 400, newRequestId()) };
  }
  if (error instanceof InvalidPagingToken) {
    // As recorded in aws-amplify/amplify-cli issue 3411.
    return {
      type: 'DynamoDB:UserIllegalArgumentException',
      message:
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
    };
  }
  if (error instanceof DynamoDbUnavailable) {
    return { type: 'DynamoDB:SdkClientException', message: `Unable to execute HTTP request: ${error.message}` };
  }
  return { type: 'InternalFailure', message: error instanceof Error ? error.message : String(error) };
}

/** A check of DynamoDB's that the local engine does not make, in DynamoDB's words. */
export function validationException(message: string): DynamoDbError {
  return new DynamoDbError('ValidationException', message, { statusCode: 400, requestId: newRequestId(), fields: {} });
}

/** The form that AppSync gives to errors of the service, as recorded in aws/aws-appsync-community issue 343. */
function withService(message: string, statusCode: number, requestId: string): string {
  return `${message} (Service: DynamoDb, Status Code: ${statusCode}, Request ID: ${requestId || newRequestId()})`;
}

function newRequestId(): string {
  return randomBytes(26).toString('hex').toUpperCase();
}
