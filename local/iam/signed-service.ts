import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { RoleDefinition } from '../assembly/model.ts';
import type { IdentityStore } from './credentials.ts';
import { verifyRequest, type Refusal } from './signature.ts';

/** Stands in for an AWS service that speaks JSON over HTTP, for signed calls of the deployment's roles. */
export interface SignedService {
  /** As in `http://127.0.0.1:40123`: what `AWS_ENDPOINT_URL_<SERVICE>` must be. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SignedServiceOptions {
  /** As in signatures: `dynamodb`. One endpoint stands in for the service in every region. */
  readonly service: string;
  readonly contentType: string;
  readonly maximumBodyBytes: number;
  readonly identities: IdentityStore;
  /** Asked at each call. */
  readonly roles: () => readonly RoleDefinition[];
  /** Answers a call that has been verified. */
  readonly answer: (call: SignedCall) => ServiceReply | Promise<ServiceReply>;
}

export interface SignedCall {
  /** `x-amz-target`, as in `DynamoDB_20120810.GetItem`. */
  readonly target: string;
  readonly body: string;
  readonly role: RoleDefinition;
}

export interface ServiceReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Listens on a free port that only this machine reaches. */
export async function startSignedService(options: SignedServiceOptions): Promise<SignedService> {
  const server = createServer((request, response) => {
    void handle(request, response, options).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`the ${options.service} endpoint has no port`);
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An error in the form that the services' JSON protocols share. */
export function serviceFailure(type: string, message: string, status = 400): ServiceReply {
  return { status, body: { __type: type, Message: message, message } };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { service, contentType, maximumBodyBytes, identities, roles, answer }: SignedServiceOptions,
): Promise<void> {
  const reply = ({ status, body }: ServiceReply): void => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(JSON.stringify(body));
  };
  const body = await readBody(request, maximumBodyBytes);
  if (body === null) return reply(serviceFailure('RequestEntityTooLargeException', 'The request is too large.', 413));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const verification = await verifyRequest(
    { method: request.method ?? '', target: request.url ?? '/', headers, body },
    identities.find,
    { service, region: null, now: Date.now() },
  );
  if (verification.kind === 'refused') return reply(serviceFailure(...refusals[verification.reason]));
  // Several owners may share a role; it has the same policies for all of them.
  const role = roles().findLast(({ arn }) => arn === verification.roleArn) ?? noRights(verification.roleArn);
  reply(await answer({ target: headers['x-amz-target'] ?? '', body, role }));
}

function noRights(arn: string): RoleDefinition {
  return { arn, statements: [] };
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

/** null = too large. */
async function readBody(request: IncomingMessage, maximumBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
