import { signRequest } from '../iam/signature.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The standard environment variables; null = `AWS_ACCESS_KEY_ID` or `AWS_SECRET_ACCESS_KEY` is not set. */
export function credentialsFromEnvironment(environment: NodeJS.ProcessEnv): Credentials | null {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  if (!accessKeyId || !secretAccessKey) return null;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/** Adds the headers that authorize a request with this body. */
export type Authorize = (headers: Record<string, string>, body: string) => Promise<Record<string, string>>;

/**
 * For an engine on this machine. It wants the header present and well formed, and checks no signature. The access key
 * is constant because AWS's DynamoDB Local keeps a separate database for each.
 */
export function unsignedHeaders(region: string): Record<string, string> {
  return {
    authorization:
      `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/dynamodb/aws4_request, ` +
      `SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20260101T000000Z',
  };
}

export function signingWith(credentials: Credentials, region: string, endpoint: URL): Authorize {
  return (headers, body) => {
    const request = { method: 'POST', target: '/', headers: { ...headers, host: endpoint.host }, body };
    return signRequest(request, credentials, { service: 'dynamodb', region });
  };
}

export function isLoopback(endpoint: URL): boolean {
  return endpoint.hostname === 'localhost' || endpoint.hostname === '[::1]' || endpoint.hostname.startsWith('127.');
}
