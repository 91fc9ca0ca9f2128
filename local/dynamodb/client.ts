import http from 'node:http';
import https from 'node:https';
import { isLoopback, signingWith, unsignedHeaders, type Authorize, type Credentials } from './authorization.ts';
import { DynamoDbError, DynamoDbUnavailable } from './errors.ts';

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

/** More connections than this bring nothing: the local engine has one lock, and calls beyond it wait their turn. */
const maxSockets = 64;

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
  const transport = url.protocol === 'https:' ? https : http;
  const agent = new transport.Agent({ keepAlive: true, maxSockets, scheduling: 'lifo' });
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
    const answer = await send(headers, body, deadline, readOperations.has(operation));
    return readAnswer(answer);
  }

  function send(headers: Record<string, string>, body: string, deadline: number, mayRepeat: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const remainingMs = deadline - Date.now();
      if (remainingMs <= 0) return reject(new DynamoDbUnavailable('The request timed out before it was sent'));
      const request = transport.request(url, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      const timer = setTimeout(() => {
        fail(new DynamoDbUnavailable(`${url.host} did not answer in time`));
        request.destroy();
      }, remainingMs);
      let isAnswered = false;

      function fail(error: Error): void {
        clearTimeout(timer);
        reject(error);
      }

      request.on('response', (response) => {
        isAnswered = true;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            statusCode: response.statusCode ?? 0,
            requestId: String(response.headers['x-amzn-requestid'] ?? ''),
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
        response.on('error', (error) => fail(unavailable(url, error)));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The other side closed an idle connection just as we took it. A read may go out again; a write may have
        // been carried out, so the caller has to know.
        const wasStale = request.reusedSocket && !isAnswered && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        if (!mayRepeat || !wasStale) return fail(unavailable(url, error));
        clearTimeout(timer);
        send(headers, body, deadline, false).then(resolve, reject);
      });
      request.end(body);
    });
  }

  return { endpoint: url.origin, call, close: () => agent.destroy() };
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

interface Answer {
  readonly statusCode: number;
  readonly requestId: string;
  readonly text: string;
}

function readAnswer({ statusCode, requestId, text }: Answer): DynamoDbOutput {
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

function unavailable(url: URL, error: NodeJS.ErrnoException): DynamoDbUnavailable {
  return new DynamoDbUnavailable(`Connect to ${url.host} failed: ${error.message || error.code}`, { cause: error });
}
