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
import type { Log } from './log.ts';
import type { RealtimeEndpoint } from './realtime/endpoint.ts';
import type { RealtimeVersion } from './realtime/realtime-parts.ts';
import { loadCode } from './runtime/index.ts';
import type { Report } from './summary.ts';
import { traceCode, traceDataSource } from './trace.ts';

/** One version of an API at its address. */
export interface ServedApi {
  readonly id: string;
  readonly realtime: RealtimeEndpoint;
  readonly version: RealtimeVersion;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface ServeOptions {
  readonly backends: Backends;
  /** Its subscribers are those of every version of the API. */
  readonly realtime: RealtimeEndpoint;
  readonly report: Report;
  readonly log: Log;
}

/** Throws for a schema, resolver code or wiring that AppSync would refuse to deploy. */
export function serveApi(api: ApiDefinition, { backends, realtime, report, log }: ServeOptions): ServedApi {
  const executor = createExecutor(api, { ...behaviour(api, backends, log), log });
  // arn:aws:appsync:<region>:<account>:apis/<id>
  const [, , , region = '', accountId = ''] = api.arn.split(':');
  const authorize = createAuthorizer(api, {
    invoke: backends.invokeAuthorizer,
    verifySignature: (request) => verifySignature(backends, region, request),
    keysOf: backends.keysOf,
    accountId,
    log,
  });
  const handle = createGraphQLEndpoint({ executor, authorize, realtime, onExecuted: report });
  return {
    id: api.id,
    realtime,
    version: { executor, authorize, during: backends.during },
    handle: (request, response) => backends.during(() => handle(request, response)),
  };
}

/** What the resolvers run and call, watched where somebody wants to see contexts. */
function behaviour(api: ApiDefinition, backends: Backends, { context: trace }: Log) {
  const dataSources = backends.dataSourcesOf(api);
  if (!trace) return { dataSources, loadCode };
  return {
    dataSources: new Map([...dataSources].map(([name, source]) => [name, traceDataSource(source, trace)])),
    loadCode: (...given: Parameters<typeof loadCode>) => traceCode(loadCode(...given), trace),
  };
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
  const verification = await verifyRequest({ method, target, headers, body }, backends.ground.identities.find, scope);
  if (verification.kind === 'refused') return null;
  const { roleArn } = verification;
  return { roleArn, statements: backends.roles.get(roleArn)?.statements ?? [] };
}
