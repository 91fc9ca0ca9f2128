import {
  type DynamoDbClient,
  type LocalAppSync,
  type LocalAppSyncOptions,
  type Route,
  createConsoleRoute,
  createLocalAppSync,
  silentLog,
} from '../local/index.ts';
import { type StageName, buildAssembly, buildWeb, root, sources } from './build.ts';
import { follow } from './follow.ts';
import { createOutputsRoute } from './outputs-route.ts';
import { seedRows } from './seed/rows.ts';
import { isSeeded, writeRows } from './seed/write-rows.ts';
import { type Session, createSession, createSessionRoute, signSession } from './sessions.ts';
import { createWebRoute } from './web-route.ts';

export interface ParleyOptions extends Pick<
  LocalAppSyncOptions,
  'log' | 'onRequest' | 'dynamoDbEndpoint' | 'region' | 'losesInvalidation'
> {
  /** Whose assembly is served. Default `dev`. */
  stage?: StageName;
  /** 0 = any free one. Default 0. */
  port?: number;
  /** Where data is kept. Null, the default = nowhere: it ends with the server. */
  dataDirectory?: string | null;
  /** Serve the web client at `/`. Default true. */
  web?: boolean;
  /** Write the demo data into an empty store. Default true. */
  seed?: boolean;
  /** How many messages the demo's long channel has, which is most of what is written. Default 10,000. */
  logbookLength?: number;
  /** Build and serve anew what changes in the sources. Default false. */
  watch?: boolean;
}

/** The whole of Parley, running in this process and its children. */
export interface Parley extends Pick<
  LocalAppSync,
  'url' | 'realtimeUrl' | 'origin' | 'deployment' | 'credentialsOf' | 'objectsOrigin' | 'objects' | 'runSchedules'
> {
  /** What lies under the service: for seeding, and for tests that need to look. */
  dynamoDb: DynamoDbClient;
  /** Signs a seeded person in. `lifetime` in milliseconds, eight hours unless said. */
  signIn(user: string, lifetime?: number): Promise<Session>;
  /** Signs in whoever there may be, as the application does whose people they are. `lifetime` as for `signIn`. */
  signInAs(account: { readonly user: string; readonly name: string }, lifetime?: number): Promise<Session>;
  /** The name of a model's table. */
  tableOf(model: string): string;
  close(): Promise<void>;
}

/**
 * Brings the product up on this machine: the assembly that `cdk synth` writes, served by the local AppSync, with the web client
 * at `/`, the console at `/console`, sign-in at `/session`, and the demo data.
 */
export async function startParley(options: ParleyOptions = {}): Promise<Parley> {
  const {
    stage = 'dev',
    port = 0,
    dataDirectory = null,
    web = true,
    seed = true,
    watch = false,
    logbookLength,
    ...rest
  } = options;
  const [assembly, webFiles] = await Promise.all([buildAssembly(stage), web ? buildWeb() : null]);
  const endpoints = () => ({ connect: [server.url, server.realtimeUrl], files: [server.objectsOrigin] });
  let webRoute: Route = webFiles === null ? () => false : createWebRoute(webFiles, endpoints);
  const secret = () => server.secret(server.deployment.outputs.SessionSecretArn ?? '');
  const server: LocalAppSync = await createLocalAppSync({
    ...rest,
    assembly,
    port,
    dataDirectory,
    routes: [
      createConsoleRoute(),
      createSessionRoute(secret),
      createOutputsRoute(() => server.deployment.outputs.Region ?? ''),
      (...given) => webRoute(...given),
    ],
  });
  const { dynamoDb } = server;
  if (!dynamoDb) throw new Error('the assembly has no table');
  const tableOf = (model: string) => tableName(server, model);
  if (seed && !(await isSeeded(dynamoDb, tableOf))) {
    await writeRows(dynamoDb, seedRows(Date.now(), logbookLength), tableOf);
  }
  const followers = watch ? followSources() : [];
  return {
    url: server.url,
    realtimeUrl: server.realtimeUrl,
    origin: server.origin,
    get deployment() {
      return server.deployment;
    },
    objectsOrigin: server.objectsOrigin,
    objects: server.objects,
    runSchedules: () => server.runSchedules(),
    credentialsOf: (roleArn) => server.credentialsOf(roleArn),
    dynamoDb,
    signIn: (user, lifetime) => createSession(user, secret(), lifetime),
    signInAs: (account, lifetime) => signSession(account, secret(), lifetime),
    tableOf,
    async close() {
      await Promise.all(followers.map((follower) => follower.close()));
      await server.close();
    },
  };

  function followSources(): { close(): Promise<void> }[] {
    const { log = silentLog } = rest;
    const service = { name: 'the service', sources: sources.assembly, build: () => buildAssembly(stage) };
    const followed = [follow(root, { ...service, serve: (folder) => server.reload(folder) }, log, assembly)];
    if (webFiles !== null) {
      const client = { name: 'the web client', sources: sources.web, build: buildWeb };
      const serve = async (folder: string) => void (webRoute = createWebRoute(folder, endpoints));
      followed.push(follow(root, { ...client, serve }, log, webFiles));
    }
    return followed;
  }
}

/** The API knows its tables by environment variables named for the models; so does everyone else. */
function tableName(server: LocalAppSync, model: string): string {
  const variable = `${model.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`;
  const name = server.deployment.apis[0]?.environment[variable];
  if (!name) throw new Error(`the API has no table for the model ${model}`);
  return name;
}
