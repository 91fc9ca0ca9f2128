import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiDefinition } from './assembly/model.ts';
import type { AuthRequest } from './auth/auth-request.ts';
import { headerOf } from './auth/auth-request.ts';
import { createAuthorizer } from './auth/authorizer.ts';
import type { Signer } from './auth/iam.ts';
import type { Backends } from './backends.ts';
import { createExecutor } from './graphql/executor.ts';
import { createGraphQLEndpoint } from './http/graphql-endpoint.ts';
import { verifyRequest } from './iam/signature.ts';
import type { Log, RequestSummary } from './log.ts';
import { describeRequest } from './log.ts';
import type { RealtimeEndpoint } from './realtime/endpoint.ts';
import { createRealtimeEndpoint } from './realtime/endpoint.ts';
import { loadCode } from './runtime/index.ts';
import { summarize } from './summary.ts';

/** One API at its address. */
export interface ServedApi {
  /** As in `/graphql`. The WebSocket is at `/realtime` below it. */
  readonly path: string;
  readonly realtime: RealtimeEndpoint;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface ServeOptions {
  readonly path: string;
  readonly backends: Backends;
  readonly isOwnHost: (host: string, request: IncomingMessage) => boolean;
  readonly onRequest: (summary: RequestSummary) => void;
  readonly log: Log;
}

/** Throws for a schema, resolver code or wiring that AppSync would refuse to deploy. */
export function serveApi(api: ApiDefinition, options: ServeOptions): ServedApi {
  const { path, backends, isOwnHost, log } = options;
  const executor = createExecutor(api, { dataSources: backends.dataSourcesOf(api), loadCode, log });
  // arn:aws:appsync:<region>:<account>:apis/<id>
  const [, , , region = '', accountId = ''] = api.arn.split(':');
  const authorize = createAuthorizer(api, {
    invoke: backends.invokeAuthorizer,
    verifySignature: (request) => verifySignature(backends, region, request),
    accountId,
    log,
  });
  const report = (...executed: Parameters<typeof summarize>): void => {
    const summary = summarize(...executed);
    log.info(describeRequest(summary));
    for (const line of executed[0].logs) log.debug(line);
    options.onRequest(summary);
  };
  const realtime = createRealtimeEndpoint({ executor, authorize, path, isOwnHost, onStart: report });
  const handle = createGraphQLEndpoint({ executor, authorize, realtime, onExecuted: report });
  return { path, realtime, handle };
}

async function verifySignature(backends: Backends, region: string, request: AuthRequest): Promise<Signer | null> {
  const { method, path: target, body } = request.signed;
  const authorization = headerOf(request, 'authorization') ?? '';
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    // Amplify adds its name to what authorizes a subscription after it has signed it.
    if (name === 'x-amz-user-agent' && !/SignedHeaders=[^,]*x-amz-user-agent/.test(authorization)) continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const scope = { service: 'appsync', region, now: Date.now() };
  const verification = await verifyRequest({ method, target, headers, body }, backends.identities.find, scope);
  if (verification.kind === 'refused') return null;
  const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(authorization) ?? [];
  const { roleArn } = verification;
  return { roleArn, accessKeyId, statements: backends.roles.get(roleArn)?.statements ?? [] };
}
