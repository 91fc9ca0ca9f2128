/**
 * An AppSync on this machine, for any cloud assembly of CDK that holds one.
 *
 *     const appSync = await createLocalAppSync({ assembly: 'cdk.out' });
 *     await fetch(appSync.url, { method: 'POST', headers: { authorization: token }, body: JSON.stringify({ query }) });
 *     await appSync.close();
 */
export { createLocalAppSync, type LocalAppSync, type LocalAppSyncOptions } from './server.ts';

/** To make real time as hard as it may be on AWS, or a test of it short. */
export type { RealtimeSettings } from './realtime/settings.ts';

/** GraphiQL at `/console`, for `routes`. */
export { createConsoleRoute } from './console/route.ts';

/** To serve something else on the same port. */
export type { Route } from './http/route.ts';

/** To let people sign in. */
export type { SeedUser } from './cognito/index.ts';

/** To see what happens, and what it costs. */
export { createConsoleLog, describeRequest, silentLog, type Log, type RequestSummary } from './log.ts';

/** To begin anew. */
export { clearData } from './data-directory.ts';

/** To tell what stands in the way of a start. */
export { AssemblyError } from './assembly/read.ts';
export { SchemaError } from './graphql/errors.ts';
export { CodeError } from './runtime/index.ts';

export type { Deployment } from './assembly/model.ts';
export type { DynamoDbClient } from './dynamodb/client.ts';
