import { randomUUID } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SignatureV4 } from '@smithy/signature-v4';

/** A stage's tables, for whoever operates it. */
export interface Database {
  /** One call in DynamoDB's own JSON. Throws a `DatabaseError` where it was refused. */
  call(operation: Operation, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** The name of a model's table. Throws where there is none. */
  tableOf(model: string): string;
}

type Operation = 'Scan' | 'Query' | 'GetItem' | 'DeleteItem' | 'UpdateItem' | 'TransactWriteItems';

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  /** As in `TransactionCanceledException`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
    this.type = type;
  }
}

export interface Place {
  readonly region: string;
  /** By model: the stack's output `TableNames`. */
  readonly tables: Readonly<Record<string, string>>;
  /** A DynamoDB that is not AWS's, as in `http://127.0.0.1:8000`; null = that of the region. */
  readonly endpoint: string | null;
}

/** What may be tried again as it is. */
const passing =
  /Throttling|ProvisionedThroughput|RequestLimit|TransactionInProgress|InternalServerError|ServiceUnavailable/;
const mostTries = 8;
const timeoutMs = 20_000;

/** Calls DynamoDB with the credentials of the environment, as the AWS command line finds them. An endpoint of one's own is asked for none. */
export function openDatabase({ region, tables, endpoint }: Place): Database {
  const url = new URL(endpoint ?? `https://dynamodb.${region}.amazonaws.com`);
  // The one AWS client that is there knows where credentials may be.
  const own = { accessKeyId: 'local', secretAccessKey: 'local' };
  const credentials = endpoint ? own : new SecretsManagerClient({ region }).config.credentials;
  const signature = new SignatureV4({ credentials, region, service: 'dynamodb', sha256: Sha256 });

  async function attempt(operation: Operation, body: string): Promise<Readonly<Record<string, unknown>>> {
    const { headers } = await signature.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body,
    });
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
    // DynamoDB answers with an object, whatever it says.
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    const type = String(answer['__type'] ?? response.status).replace(/^.*#/, '');
    throw new DatabaseError(type, String(answer['message'] ?? answer['Message'] ?? ''));
  }

  return {
    async call(operation, input) {
      // A transaction that was done and whose answer was lost is answered once more, and not done twice.
      const token = operation === 'TransactWriteItems' ? { ClientRequestToken: randomUUID() } : {};
      const body = JSON.stringify({ ...input, ...token });
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(operation, body);
        } catch (error) {
          const isPassing = error instanceof DatabaseError ? passing.test(error.type) : true;
          if (!isPassing || tries === mostTries) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** tries));
        }
      }
    },
    tableOf(model) {
      const name = tables[model];
      if (!name) throw new Error(`there is no table of ${model}`);
      return name;
    },
  };
}
