import type { DataSourceDefinition } from '../assembly/model.ts';
import { waitUntil } from '../deadline.ts';
import type { Credentials } from '../iam/credentials.ts';
import { signRequest } from '../iam/signature.ts';
import type { DataSource, DataSourceCall, DataSourceResult } from './data-source.ts';
import { readHttpRequest } from './http-request.ts';
import { sendOverNetwork, type HttpSend, type OutgoingRequest } from './http-send.ts';
import { InvalidRequest, invalidRequest } from './request-object.ts';

export interface HttpDataSourceOptions {
  readonly definition: Extract<DataSourceDefinition, { type: 'HTTP' }>;
  credentialsOf(roleArn: string): Credentials;
  /** Default: over the network. */
  readonly send?: HttpSend;
}

/**
 * Sends what the request describes to the data source's endpoint; a response of any status is a result (AppSync
 * Developer Guide, "JavaScript resolver function reference for HTTP"). Throws where signing is asked for without a role.
 */
export function createHttpDataSource(options: HttpDataSourceOptions): DataSource {
  const { definition, credentialsOf, send = sendOverNetwork } = options;
  const { name, endpoint, signing, role } = definition;
  if (signing !== null && role === null) throw new Error(`the data source ${name} must sign, but has no role`);
  return {
    name,
    async call(call) {
      try {
        const request = readHttpRequest(call.request, endpoint);
        if (signing === null || role === null) return await exchange(request, call, send);
        const headers = await signRequest(request, credentialsOf(role.arn), signing);
        return await exchange({ ...request, headers }, call, send);
      } catch (error) {
        if (error instanceof InvalidRequest) return invalidRequest(error.message);
        return failure('InternalFailure', describe(error));
      }
    },
  };
}

async function exchange(
  request: OutgoingRequest,
  { deadline }: DataSourceCall,
  send: HttpSend,
): Promise<DataSourceResult> {
  const expiry = new AbortController();
  const timer = setTimeout(() => expiry.abort(), waitUntil(deadline));
  try {
    const { statusCode, headers, body } = await send(request, expiry.signal);
    return { result: { statusCode, headers, body } };
  } catch (error) {
    if (expiry.signal.aborted) return failure('ExecutionTimeout', 'Execution timed out.');
    // Its name in AppSync's logs: aws/aws-appsync-community#79.
    return failure('HttpRequestException', describe(error));
  } finally {
    clearTimeout(timer);
  }
}

function failure(type: string, message: string): DataSourceResult {
  return { result: null, error: { type, message } };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node gives no message of its own where every address of a host was tried in vain.
  return error.message !== '' || !('code' in error) ? error.message : String(error.code);
}
