import type { RoleDefinition } from '../assembly/model.ts';
import type { IdentityStore } from '../iam/credentials.ts';
import { isAllowed, notAuthorized } from '../iam/policy.ts';
import { serviceFailure, startSignedService, type ServiceReply, type SignedService } from '../iam/signed-service.ts';
import type { DynamoDbClient, DynamoDbOperation } from './client.ts';
import { DynamoDbError, DynamoDbUnavailable } from './errors.ts';
import { accessesOf, isHandlerOperation, type Input } from './handler-operations.ts';

/** What DynamoDB itself takes in one request. */
const maximumBodyBytes = 16 * 1024 * 1024;

export interface DynamoDbEndpointOptions {
  readonly client: DynamoDbClient;
  readonly identities: IdentityStore;
  /** Asked at each call. */
  readonly roles: () => readonly RoleDefinition[];
  /** The deployment's tables: name to ARN. Asked at each call. */
  readonly tableArn: (tableName: string) => string | undefined;
}

/**
 * DynamoDB as Lambda functions reach it: takes signed calls of known roles, and passes on what the role's policies allow
 * on the table or index. Operations on data only, and `DescribeTable`.
 */
export function startDynamoDbEndpoint(options: DynamoDbEndpointOptions): Promise<SignedService> {
  return startSignedService({
    service: 'dynamodb',
    contentType: 'application/x-amz-json-1.0',
    maximumBodyBytes,
    identities: options.identities,
    roles: options.roles,
    answer: ({ target, body, role }) => answer(target, body, role, options),
  });
}

async function answer(
  target: string,
  body: string,
  role: RoleDefinition,
  { client, tableArn }: DynamoDbEndpointOptions,
): Promise<ServiceReply> {
  const operation = target.replace(/^DynamoDB_20120810\./, '');
  if (!isHandlerOperation(operation)) {
    return failure('UnknownOperationException', `${target} is not served locally.`);
  }
  const input = parseInput(body);
  if (input === null) return failure('SerializationException', 'The request body is no JSON object.');
  for (const { action, tableName, index } of accessesOf(operation, input)) {
    if (tableName === '') {
      const message = "The parameter 'TableName' is required but was not present in the request";
      return failure('ValidationException', message);
    }
    const arn = tableArn(tableName);
    // The engine may hold the tables of an earlier deployment; DynamoDB would have none of them.
    if (arn === undefined) return failure('ResourceNotFoundException', 'Requested resource not found');
    const resource = index === undefined ? arn : `${arn}/index/${index}`;
    if (!isAllowed(role.statements, `dynamodb:${action}`, resource)) return denied(role, action, resource);
  }
  return forward(client, operation, input);
}

async function forward(client: DynamoDbClient, operation: DynamoDbOperation, input: Input): Promise<ServiceReply> {
  try {
    return { status: 200, body: await client.call(operation, input) };
  } catch (error) {
    if (error instanceof DynamoDbError) {
      const { name, message, statusCode, fields } = error;
      const { body } = failure(name, message);
      return { status: statusCode, body: { ...fields, ...body } };
    }
    // The SDKs try again on this, as they do where DynamoDB is out of reach.
    if (error instanceof DynamoDbUnavailable) return failure('InternalServerError', error.message, 500);
    throw error;
  }
}

function denied(role: RoleDefinition, action: string, resource: string): ServiceReply {
  return failure('AccessDeniedException', notAuthorized(role.arn, `dynamodb:${action}`, resource));
}

/** DynamoDB puts the API's name before the error's; the SDKs cut it off. */
function failure(name: string, message: string, status = 400): ServiceReply {
  return serviceFailure(`com.amazonaws.dynamodb.v20120810#${name}`, message, status);
}

function parseInput(body: string): Input | null {
  try {
    const value: unknown = JSON.parse(body);
    // The cast is safe: every member of a JSON object is unknown until looked at.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : null;
  } catch {
    return null;
  }
}
