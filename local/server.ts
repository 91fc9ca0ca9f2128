import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiDefinition, Deployment } from './assembly/model.ts';
import { readAssembly } from './assembly/read.ts';
import type { Backends } from './backends.ts';
import { startBackends } from './backends.ts';
import type { DynamoDbClient } from './dynamodb/client.ts';
import type { Service } from './http/listener.ts';
import { listen, refuseUpgrade } from './http/listener.ts';
import { answerJson } from './http/reply.ts';
import type { Route } from './http/route.ts';
import type { Credentials } from './iam/credentials.ts';
import type { Log, RequestSummary } from './log.ts';
import { silentLog } from './log.ts';
import type { ServedApi } from './serve-api.ts';
import { serveApi } from './serve-api.ts';

export interface LocalAppSyncOptions {
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The address to listen on. Default `127.0.0.1`: nobody but this machine. */
  readonly host?: string;
  /** Where tables and generated secrets are kept. Default null: in memory, gone at `close`. */
  readonly dataDirectory?: string | null;
  /** A DynamoDB that runs already, as in `http://127.0.0.1:8000`. Default: one is started. */
  readonly dynamoDbEndpoint?: string;
  /** Asked in their order before the GraphQL endpoints: a web client, a console, a sign-in. */
  readonly routes?: readonly Route[];
  /** Where the stacks are deployed to as far as they do not say. Default `eu-west-1` and `123456789012`. */
  readonly region?: string;
  readonly accountId?: string;
  /** Default: silent. */
  readonly log?: Log;
  /** Hears what each executed operation cost, the start of a subscription included. */
  readonly onRequest?: (summary: RequestSummary) => void;
}

/** An AppSync on this machine. */
export interface LocalAppSync {
  /** As in `http://localhost:4000/graphql`: the first API of the assembly. */
  readonly url: string;
  /** As in `ws://localhost:4000/graphql/realtime`. */
  readonly realtimeUrl: string;
  /** As in `http://localhost:4000`. */
  readonly origin: string;
  /** Every API with its address; the first is at `/graphql`, the others at `/<name>/graphql`. */
  readonly apis: readonly { readonly name: string; readonly url: string }[];
  readonly deployment: Deployment;
  /** The value of a secret by its logical id, name or ARN. Throws where there is none. */
  secret(logicalIdOrName: string): string;
  /** What signs requests as the role. Throws where the deployment has no such role. */
  credentialsOf(roleArn: string): Credentials;
  /** For seeding; null = the deployment has no table. */
  readonly dynamoDb: DynamoDbClient | null;
  /** Ends connections, functions and the database. May be called again. */
  close(): Promise<void>;
}

/**
 * Serves the AppSync APIs of a cloud assembly. Any number can run in one process.
 *
 * Rejects with what AppSync would refuse to deploy, and where the port is taken. Nothing stays behind then.
 */
export async function createLocalAppSync(options: LocalAppSyncOptions): Promise<LocalAppSync> {
  const { host = '127.0.0.1', log = silentLog, routes = [] } = options;
  const listener = await listen({ host, port: options.port ?? 0 });
  const origin = `http://localhost:${listener.port}`;
  // Ended from the first to the last: sockets, then the port, then what requests make use of.
  const opened: { close(): Promise<void> }[] = [listener];
  let closing: Promise<void> | null = null;
  const closeAll = () => (closing ??= closeInOrder(opened));
  try {
    const { deployment, paths } = readDeployment(options, origin);
    const [first] = deployment.apis;
    if (!first) throw new Error(`The assembly ${options.assembly} has no AppSync API.`);
    const backends = await startBackends(deployment, {
      region: first.arn.split(':')[3] ?? DEFAULT_REGION,
      dataDirectory: options.dataDirectory ?? null,
      dynamoDbEndpoint: options.dynamoDbEndpoint ?? null,
      log,
    });
    opened.push(backends);
    const isOwnHost = ownHosts(host, listener.port);
    const onRequest = options.onRequest ?? (() => undefined);
    const served = deployment.apis.map((api) => {
      const path = paths.get(api.id) ?? '/graphql';
      const one = serveApi(api, { path, backends, isOwnHost, onRequest, log });
      opened.unshift(one.realtime);
      return one;
    });
    listener.serve(createService(served, routes));
    return {
      ...addresses(origin),
      apis: deployment.apis.map(({ id, name }) => ({ name, url: origin + (paths.get(id) ?? '/graphql') })),
      deployment,
      secret: (name) => secretOf(deployment, backends, name),
      credentialsOf: (roleArn) => credentialsOf(backends, roleArn),
      dynamoDb: backends.database?.client ?? null,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function closeInOrder(opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const one of opened) await one.close();
}

const DEFAULT_REGION = 'eu-west-1';
const DEFAULT_ACCOUNT = '123456789012';

function addresses(origin: string): Pick<LocalAppSync, 'origin' | 'url' | 'realtimeUrl'> {
  return { origin, url: `${origin}/graphql`, realtimeUrl: `${origin.replace(/^http/, 'ws')}/graphql/realtime` };
}

/** Templates may refer to an API's address, and the address depends on which APIs there are: so read twice where several. */
function readDeployment(options: LocalAppSyncOptions, origin: string) {
  const read = (paths: ReadonlyMap<string, string>): Deployment => {
    const graphqlUrl = (apiId: string) => origin + (paths.get(apiId) ?? '/graphql');
    return readAssembly(options.assembly, {
      accountId: options.accountId ?? DEFAULT_ACCOUNT,
      region: options.region ?? DEFAULT_REGION,
      graphqlUrl,
      realtimeUrl: (apiId) => `${graphqlUrl(apiId).replace(/^http/, 'ws')}/realtime`,
    });
  };
  const deployment = read(new Map());
  const paths = pathsOf(deployment.apis);
  return { deployment: deployment.apis.length > 1 ? read(paths) : deployment, paths };
}

function pathsOf(apis: readonly ApiDefinition[]): ReadonlyMap<string, string> {
  return new Map(apis.map(({ id, name }, at) => [id, at === 0 ? '/graphql' : `/${encodeURIComponent(name)}/graphql`]));
}

/**
 * Whether a client means this server. Through a proxy, such as a development server of a web client, it names the proxy,
 * which then is also what its request names as host.
 */
function ownHosts(host: string, port: number): (named: string, request: IncomingMessage) => boolean {
  const own = new Set([host, 'localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
  return (named, request) => {
    const wanted = named.toLowerCase();
    return own.has(wanted) || (wanted !== '' && wanted === request.headers.host?.toLowerCase());
  };
}

function createService(served: readonly ServedApi[], routes: readonly Route[]): Service {
  const byPath = new Map(served.map((api) => [api.path, api]));
  const realtimeByPath = new Map(served.map((api) => [`${api.path}/realtime`, api.realtime]));
  return {
    async request(request, response) {
      for (const route of routes) if (await route(request, response)) return;
      const api = byPath.get(pathOf(request));
      if (api) return api.handle(request, response);
      request.resume();
      const errors = [{ errorType: 'NotFoundException', message: 'There is nothing at this address.' }];
      answerJson(response, 404, { errors }, { 'x-amzn-requestid': randomUUID() }, 'NotFoundException');
    },
    upgrade(request, socket, head) {
      const realtime = realtimeByPath.get(pathOf(request));
      if (realtime) realtime.upgrade(request, socket, head);
      else refuseUpgrade(socket, '404 Not Found', 'There is no WebSocket at this address.');
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}

function secretOf({ secrets }: Deployment, backends: Backends, name: string): string {
  const byLogicalId = secrets.find(({ logicalId }) => logicalId === name);
  const value = backends.secrets.value(byLogicalId?.arn ?? name);
  if (value === null) throw new Error(`The deployment has no secret ${name}.`);
  return value;
}

function credentialsOf(backends: Backends, roleArn: string): Credentials {
  if (!backends.roles.has(roleArn)) throw new Error(`The deployment has no role ${roleArn}.`);
  return backends.identities.credentialsOf(roleArn);
}
