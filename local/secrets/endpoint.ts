import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { RoleDefinition } from '../assembly/model.ts';
import type { IdentityStore } from '../iam/credentials.ts';
import { isAllowed } from '../iam/policy.ts';
import { verifyRequest, type Refusal } from '../iam/signature.ts';
import type { Secret, Secrets } from './secrets.ts';

/** Answers Secrets Manager's JSON 1.1 protocol: `GetSecretValue` and `DescribeSecret`, for signed calls of known roles. */
type SecretsHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface SecretsEndpoint {
  /** What `AWS_ENDPOINT_URL_SECRETS_MANAGER` must be. */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free port that only this machine reaches. */
export async function startSecretsEndpoint(
  secrets: Secrets,
  identities: IdentityStore,
  roles: readonly RoleDefinition[],
): Promise<SecretsEndpoint> {
  const handle = createSecretsHandler(secrets, identities, roles);
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the secrets endpoint has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function createSecretsHandler(
  secrets: Secrets,
  identities: IdentityStore,
  roles: readonly RoleDefinition[],
): SecretsHandler {
  const statementsOf = new Map(roles.map((role) => [role.arn, role.statements] as const));
  return async (request, response) => {
    const body = await readBody(request);
    if (body === null) return reply(response, failure('InvalidRequestException', 'The request is too large.'));
    const caller = await identify(request, body, identities);
    if ('failure' in caller) return reply(response, caller.failure);
    const may = (action: string, arn: string): boolean =>
      isAllowed(statementsOf.get(caller.roleArn) ?? [], action, arn);
    reply(response, answer(String(request.headers['x-amz-target']), body, secrets, caller.roleArn, may));
  };
}

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function answer(
  target: string,
  body: string,
  secrets: Secrets,
  roleArn: string,
  may: (action: string, arn: string) => boolean,
): Reply {
  const operation = target.replace(/^secretsmanager\./, '');
  if (operation !== 'GetSecretValue' && operation !== 'DescribeSecret') {
    return failure(
      'UnknownOperationException',
      `${target} is not supported: only GetSecretValue and DescribeSecret are.`,
    );
  }
  const input = parseInput(body);
  if (input === null) return failure('InvalidParameterException', 'You must provide a SecretId.');
  const secret = secrets.find(input.secretId);
  if (secret === null) {
    return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  const action = `secretsmanager:${operation}`;
  if (!may(action, secret.arn)) {
    return failure(
      'AccessDeniedException',
      `${roleArn} is not authorized to perform: ${action} on resource: ${secret.arn} ` +
        `because no identity-based policy allows the ${action} action`,
    );
  }
  if (operation === 'DescribeSecret') return { status: 200, body: describe(secret) };
  const isCurrent =
    (input.versionStage ?? 'AWSCURRENT') === 'AWSCURRENT' && (input.versionId ?? secret.versionId) === secret.versionId;
  if (!isCurrent) {
    return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret version.");
  }
  return { status: 200, body: valueOf(secret) };
}

function valueOf(secret: Secret): Reply['body'] {
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: secret.versionId,
    SecretString: secret.value,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: secret.createdAt / 1000,
  };
}

function describe(secret: Secret): Reply['body'] {
  return {
    ARN: secret.arn,
    Name: secret.name,
    CreatedDate: secret.createdAt / 1000,
    LastChangedDate: secret.createdAt / 1000,
    VersionIdsToStages: { [secret.versionId]: ['AWSCURRENT'] },
  };
}

interface Input {
  readonly secretId: string;
  readonly versionId: string | undefined;
  readonly versionStage: string | undefined;
}

function parseInput(body: string): Input | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { SecretId, VersionId, VersionStage } = parsed as Record<string, unknown>; // Each is checked next.
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const secretId = text(SecretId);
  return secretId ? { secretId, versionId: text(VersionId), versionStage: text(VersionStage) } : null;
}

async function identify(
  request: IncomingMessage,
  body: string,
  identities: IdentityStore,
): Promise<{ roleArn: string } | { failure: Reply }> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const verification = await verifyRequest(
    { method: request.method ?? '', target: request.url ?? '/', headers, body },
    identities.find,
    // One endpoint stands in for the service in every region.
    { service: 'secretsmanager', region: null, now: Date.now() },
  );
  if (verification.kind === 'verified') return { roleArn: verification.roleArn };
  const [type, message] = refusals[verification.reason];
  return { failure: failure(type, message) };
}

/** The error types that AWS services share ("Common Errors"). */
const refusals: Readonly<Record<Refusal, readonly [type: string, message: string]>> = {
  missing: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
  malformed: ['IncompleteSignatureException', 'The request signature is incomplete or for another service.'],
  unknownKey: ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  wrongSignature: [
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided.',
  ],
  skewed: ['InvalidSignatureException', 'Signature expired or not yet current.'],
  bodyMismatch: ['InvalidSignatureException', 'The x-amz-content-sha256 header does not match the body.'],
};

/** More than any call of these two operations needs. */
const maximumBodyBytes = 64 * 1024;

/** null = too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failure(type: string, message: string): Reply {
  return { status: 400, body: { __type: type, Message: message, message } };
}

function reply(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
