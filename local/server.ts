import { resolve } from 'node:path';
import type { Deployment } from './assembly/model.ts';
import type { SeedUser } from './cognito/index.ts';
import { createUserPoolsRoute, USER_POOLS_PATH } from './cognito/index.ts';
import type { DynamoDbClient } from './dynamodb/client.ts';
import type { Ground } from './ground.ts';
import { createGround } from './ground.ts';
import type { Invalidation } from './graphql/request-state.ts';
import { listen } from './http/listener.ts';
import type { Route } from './http/route.ts';
import type { Credentials } from './iam/credentials.ts';
import type { Log, RequestSummary } from './log.ts';
import { silentLog } from './log.ts';
import { createRealtimeEndpoint } from './realtime/endpoint.ts';
import { createObjectsRoute, type ObjectStore } from './objects/index.ts';
import type { RealtimeSettings } from './realtime/settings.ts';
import { realtimeSettings } from './realtime/settings.ts';
import { createService, ownHosts } from './service.ts';
import { createReport } from './summary.ts';
import type { Version } from './version.ts';
import type { Versions } from './versions.ts';
import { createVersions } from './versions.ts';

export interface LocalAppSyncOptions {
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** The address to listen on. Default `127.0.0.1`: nobody but this machine. */
  readonly host?: string;
  /** Where tables and generated secrets are kept. Default null: in memory, gone at `close`. */
  readonly dataDirectory?: string | null;
  /**
   * Whether to serve what can be served of an assembly that holds more: the fields behind the rest fail with the error type
   * `NotServed`, and the log says what they are. Default false: the start stops with the whole list.
   */
  readonly isPartial?: boolean;
  /** A DynamoDB that runs already, as in `http://127.0.0.1:8000`. Default: one is started. */
  readonly dynamoDbEndpoint?: string;
  /** Asked in their order before the GraphQL endpoints: a web client, a console, a sign-in. */
  readonly routes?: readonly Route[];
  /** Where the stacks are deployed to as far as they do not say. Default `eu-west-1` and `123456789012`. */
  readonly region?: string;
  readonly accountId?: string;
  /** Who can sign in to the deployment's user pools from the start. Default: nobody. */
  readonly users?: readonly SeedUser[];
  /** Durations and rates of the real-time protocol, for tests and for hard days. Default: AppSync's own. */
  readonly realtime?: Partial<RealtimeSettings>;
  /** Whether an invalidation of subscriptions gets lost, for tests of what has to hold without it. Default: none does. */
  readonly losesInvalidation?: (invalidation: Invalidation) => boolean;
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
  /** Where the deployment's user pools are: Amplify's `Auth.Cognito.userPoolEndpoint`. */
  readonly userPoolEndpoint: string;
  /** Where the deployment's buckets are, as in `http://127.0.0.1:4000`: another origin than that of its pages. */
  readonly objectsOrigin: string;
  /** What is in them. */
  readonly objects: ObjectStore;
  /** Every API with its address; the first is at `/graphql`, the others at `/<name>/graphql`. */
  readonly apis: readonly { readonly name: string; readonly url: string }[];
  /** What is served at this moment. */
  readonly deployment: Deployment;
  /** The value of a secret by its logical id, name or ARN. Throws where there is none. */
  secret(logicalIdOrName: string): string;
  /** What signs requests as the role. Throws where the deployment has no such role. */
  credentialsOf(roleArn: string): Credentials;
  /** Calls now what is called at a fixed rate otherwise, and resolves when it is done. Rejects where something of it failed. */
  runSchedules(): Promise<void>;
  /** For seeding; null = the deployment has no table. */
  readonly dynamoDb: DynamoDbClient | null;
  /**
   * Serves the assembly as it stands now, or another one. Requests under way end as they began. Data, sockets, secrets and
   * unchanged functions stay, and so do subscriptions that fit the new schema; the others end with an error that says why.
   *
   * Rejects, and says in the log, what is wrong with it; what was served before goes on then, unchanged.
   */
  reload(assembly?: string): Promise<void>;
  /** Ends connections, functions and the database. May be called again. */
  close(): Promise<void>;
}

const DEFAULT_REGION = 'eu-west-1';
const DEFAULT_ACCOUNT = '123456789012';

/**
 * Serves the AppSync APIs of a cloud assembly. Any number can run in one process.
 *
 * Rejects with what AppSync would refuse to deploy, and where the port is taken. Nothing stays behind then.
 */
export async function createLocalAppSync(options: LocalAppSyncOptions): Promise<LocalAppSync> {
  const { host = '127.0.0.1', log = silentLog, routes = [], losesInvalidation = () => false } = options;
  const settings = realtimeSettings(options.realtime ?? {});
  const listener = await listen({ host, port: options.port ?? 0 });
  const origin = `http://localhost:${listener.port}`;
  const isOwnHost = ownHosts(host, listener.port);
  const report = createReport(log, options.onRequest ?? (() => undefined));
  let ground: Ground | null = null;
  let versions: Versions | null = null;
  let closing: Promise<void> | null = null;
  /** Sockets, then the port, then what requests make use of. */
  const closeAll = async (): Promise<void> => {
    await versions?.closeSockets();
    await listener.close();
    await versions?.close();
    await ground?.close();
  };
  try {
    const { dataDirectory = null, dynamoDbEndpoint = null } = options;
    const objectsUrl = `http://127.0.0.1:${listener.port}`;
    const opened = createGround({ dataDirectory, dynamoDbEndpoint, users: options.users ?? [], objectsUrl, log });
    ground = opened;
    const place = {
      origin,
      region: options.region ?? DEFAULT_REGION,
      accountId: options.accountId ?? DEFAULT_ACCOUNT,
      isPartial: options.isPartial ?? false,
    };
    const createRealtime = (path: string) =>
      createRealtimeEndpoint({ path, isOwnHost, onStart: report, settings, losesInvalidation, log });
    versions = createVersions({ place, ground, report, createRealtime });
    const { current, serve } = versions;
    let assembly = resolve(options.assembly);
    await serve(assembly);
    const userPools = createUserPoolsRoute(() => current().backends.userPools.pools, origin, log);
    const objects = createObjectsRoute({
      store: opened.objects,
      identities: opened.identities,
      roles: () => opened.shown()?.roles ?? [],
      bucketOf: (name) => opened.shown()?.buckets.find((bucket) => bucket.name === name),
      ownOrigins: new Set([origin, objectsUrl]),
      now: () => Date.now(),
    });
    listener.serve(createService(() => current().apis, [objects, ...routes, userPools]));
    const { database } = ground;
    return {
      ...addresses(origin),
      get apis() {
        return addressesOf(current(), origin);
      },
      get deployment() {
        return current().deployment;
      },
      get dynamoDb() {
        return database()?.client ?? null;
      },
      objectsOrigin: objectsUrl,
      objects: opened.objects,
      runSchedules: () => current().backends.schedules.run(),
      secret: (name) => secretOf(current(), name),
      credentialsOf: (roleArn) => credentialsOf(current(), roleArn),
      async reload(other) {
        const wanted = other === undefined ? assembly : resolve(other);
        await serve(wanted).catch((error: unknown) => {
          logRefusal(log, error);
          throw error;
        });
        assembly = wanted;
      },
      close: () => (closing ??= closeAll()),
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function addresses(origin: string): Pick<LocalAppSync, 'origin' | 'url' | 'realtimeUrl' | 'userPoolEndpoint'> {
  const realtimeUrl = `${origin.replace(/^http/, 'ws')}/graphql/realtime`;
  return { origin, url: `${origin}/graphql`, realtimeUrl, userPoolEndpoint: origin + USER_POOLS_PATH };
}

function addressesOf({ deployment, apis }: Version, origin: string): LocalAppSync['apis'] {
  const paths = [...apis.keys()];
  return deployment.apis.map(({ name }, at) => ({ name, url: origin + (paths[at] ?? '/graphql') }));
}

function secretOf({ deployment, backends }: Version, name: string): string {
  const byLogicalId = deployment.secrets.find(({ logicalId }) => logicalId === name);
  const value = backends.secrets.value(byLogicalId?.arn ?? name);
  if (value === null) throw new Error(`The deployment has no secret ${name}.`);
  return value;
}

function credentialsOf({ backends }: Version, roleArn: string): Credentials {
  if (!backends.roles.has(roleArn)) throw new Error(`The deployment has no role ${roleArn}.`);
  return backends.ground.identities.credentialsOf(roleArn);
}

/** A line for each thing that is wrong, and what that means. */
function logRefusal(log: Log, error: unknown): void {
  log.warn('reload refused; what was served before goes on:');
  for (const line of String(error instanceof Error ? error.message : error).split('\n')) log.warn(`  ${line}`);
}
