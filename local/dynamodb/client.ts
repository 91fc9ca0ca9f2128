import { isLoopback, signingWith, unsignedHeaders, type Authorize, type Credentials } from './authorization.ts';
import { DynamoDbError, DynamoDbUnavailable } from './errors.ts';
import type { HttpAnswer } from './http-answer.ts';
import { StaleConnection } from './http-channel.ts';
import { createHttpsChannel, unavailable } from './https-channel.ts';
import { createPlainChannel } from './plain-channel.ts';

export interface DynamoDbClient {
  readonly endpoint: string;
  /**
   * One call in DynamoDB's own JSON. `deadline` is in epoch milliseconds.
   *
   * @throws {DynamoDbError} DynamoDB answered with an error.
   * @throws {DynamoDbUnavailable} there was no answer in time.
   */
  call(operation: DynamoDbOperation, input: object, options?: { deadline: number }): Promise<DynamoDbOutput>;
  /** Closes the idle connections. Calls under way fail as unavailable. */
  close(): void;
}

export type DynamoDbOutput = Readonly<Record<string, unknown>>;

export type DynamoDbOperation =
  | (typeof reads)[number]
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'TransactWriteItems'
  | 'CreateTable'
  | 'UpdateTable'
  | 'DeleteTable';

const reads = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems', 'DescribeTable', 'ListTables'] as const;

const readOperations: ReadonlySet<string> = new Set(reads);

/** How long a call may take where its caller sets no deadline. */
const defaultTimeoutMs = 30_000;

export interface DynamoDbClientOptions {
  /** Scheme, host and port, as in `http://127.0.0.1:8000`. */
  readonly endpoint: string;
  readonly region: string;
  /** Needed only where the endpoint is not on this machine. */
  readonly credentials: Credentials | null;
}

/** A thin client without the AWS SDK, which costs four times the processor time of the bare HTTP call. */
export function createDynamoDbClient({ endpoint, region, credentials }: DynamoDbClientOptions): DynamoDbClient {
  const url = parseEndpoint(endpoint);
  const channel = url.protocol === 'https:' ? createHttpsChannel(url) : createPlainChannel(url);
  const fixedHeaders = { 'content-type': 'application/x-amz-json-1.0', ...unsignedHeaders(region) };
  const authorize = isLoopback(url) ? null : requireSigning(credentials, region, url);

  async function call(
    operation: DynamoDbOperation,
    input: object,
    { deadline }: { deadline: number } = { deadline: Date.now() + defaultTimeoutMs },
  ): Promise<DynamoDbOutput> {
    const body = JSON.stringify(input);
    const target = `DynamoDB_20120810.${operation}`;
    const headers =
      authorize === null
        ? { ...fixedHeaders, 'x-amz-target': target }
        : await authorize({ 'content-type': fixedHeaders['content-type'], 'x-amz-target': target }, body);
    try {
      return readAnswer(await channel.post(headers, body, deadline));
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      if (!readOperations.has(operation)) throw unavailable(url, error);
    }
    return readAnswer(
      await channel.post(headers, body, deadline).catch((error: unknown) => {
        throw error instanceof StaleConnection ? unavailable(url, error) : error;
      }),
    );
  }

  return { endpoint: url.origin, call, close: () => channel.close() };
}

function parseEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`The DynamoDB endpoint must be a URL such as http://127.0.0.1:8000, but is "${endpoint}".`);
  }
  return url;
}

function requireSigning(credentials: Credentials | null, region: string, url: URL): Authorize {
  if (credentials === null) {
    throw new Error(
      `DynamoDB at ${url.host} needs signed requests: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY ` +
        '(for an emulator in a container any values will do).',
    );
  }
  return signingWith(credentials, region, url);
}

function readAnswer({ statusCode, requestId, text }: HttpAnswer): DynamoDbOutput {
  const body = parseObject(text);
  if (body !== null && statusCode === 200) return body;
  if (body === null || typeof body['__type'] !== 'string') {
    // Not DynamoDB's own words: a proxy in between, or the engine refusing a body that is too large for HTTP.
    const message = `HTTP ${statusCode}: ${text.slice(0, 200)}`;
    if (statusCode >= 500 || statusCode === 200) throw new DynamoDbUnavailable(message);
    throw new DynamoDbError('UnknownServiceException', message, { statusCode, requestId, fields: {} });
  }
  const { __type: type, message, Message: otherMessage, ...fields } = body;
  throw new DynamoDbError(String(type).replace(/^.*#/, ''), String(message ?? otherMessage ?? ''), {
    statusCode,
    requestId,
    fields,
  });
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    // The cast is safe: every member of a JSON object is unknown until looked at.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
