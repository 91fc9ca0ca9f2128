import { join } from 'node:path';
import type { BucketDefinition, RoleDefinition, TableDefinition } from './assembly/model.ts';
import type { KeysOf } from './auth/key-set.ts';
import { createRemoteKeySets } from './auth/remote-key-set.ts';
import type { SeedUser, UserPoolStore } from './cognito/index.ts';
import { openStore } from './cognito/index.ts';
import { pagingKey } from './data-directory.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { startDynamoDbEndpoint } from './dynamodb/endpoint.ts';
import type { IdentityStore } from './iam/credentials.ts';
import { createIdentityStore } from './iam/credentials.ts';
import type { SignedService } from './iam/signed-service.ts';
import type { Log } from './log.ts';
import { type ObjectStore, openObjectStore, withoutExpired } from './objects/index.ts';
import type { Secrets, SecretsEndpoint } from './secrets/index.ts';
import { startSecretsEndpoint } from './secrets/index.ts';

/** What all versions of a deployment stand on: it outlives a reload. */
export interface Ground {
  readonly dataDirectory: string | null;
  readonly log: Log;
  readonly identities: IdentityStore;
  readonly pagingKey: Uint8Array;
  /** What is kept of user pools. */
  readonly userPoolStore: UserPoolStore;
  /** Who can sign in to user pools from the start. */
  readonly users: readonly SeedUser[];
  /** The keys of issuers elsewhere, fetched when the first token comes. */
  readonly remoteKeysOf: KeysOf;
  /** Where functions and browsers find S3. */
  readonly objectsUrl: string;
  readonly objects: ObjectStore;
  /** What `show` was given last. */
  shown(): Shown | null;
  /** null = no version has needed one so far. */
  database(): Database | null;
  /** Starts one where there is none. */
  openDatabase(region: string): Promise<Database>;
  /** Where handlers find Secrets Manager; started where it is not running. It answers for what `show` was given last. */
  openSecretsEndpoint(): Promise<string>;
  /** Where handlers find DynamoDB; likewise. */
  openDynamoDbEndpoint(region: string): Promise<string>;
  show(shown: Shown): void;
  close(): Promise<void>;
}

/** What handlers can reach, and as whom. */
export interface Shown {
  readonly secrets: Secrets;
  readonly tables: readonly TableDefinition[];
  readonly buckets: readonly BucketDefinition[];
  readonly roles: readonly RoleDefinition[];
}

export interface GroundOptions {
  /** null = nothing is kept. */
  readonly dataDirectory: string | null;
  /** A DynamoDB that runs already; null = one is started. */
  readonly dynamoDbEndpoint: string | null;
  readonly users: readonly SeedUser[];
  readonly objectsUrl: string;
  readonly log: Log;
}

export function createGround(options: GroundOptions): Ground {
  const { dataDirectory, log } = options;
  const identities = createIdentityStore();
  let database: Database | null = null;
  let secretsEndpoint: SecretsEndpoint | null = null;
  let dynamoDbEndpoint: SignedService | null = null;
  let shown: Shown | null = null;
  const roles = () => shown?.roles ?? [];
  const objects = openObjectStore(dataDirectory === null ? null : join(dataDirectory, 'objects'));
  const bucketOf = (name: string) => shown?.buckets.find((bucket) => bucket.name === name);
  return {
    dataDirectory,
    log,
    identities,
    pagingKey: pagingKey(dataDirectory),
    userPoolStore: openStore(dataDirectory),
    users: options.users,
    remoteKeysOf: createRemoteKeySets(log),
    objectsUrl: options.objectsUrl,
    objects: withoutExpired(objects, bucketOf, () => Date.now()),
    shown: () => shown,
    database: () => database,
    async openDatabase(region) {
      return (database ??= await openDatabase({ ...options, region }));
    },
    async openSecretsEndpoint() {
      const secrets: Secrets = {
        value: (name) => shown?.secrets.value(name) ?? null,
        find: (name) => shown?.secrets.find(name) ?? null,
      };
      secretsEndpoint ??= await startSecretsEndpoint(secrets, identities, roles);
      return secretsEndpoint.url;
    },
    async openDynamoDbEndpoint(region) {
      const { client } = await this.openDatabase(region);
      const tableArn = (name: string) => shown?.tables.find((table) => table.name === name)?.arn;
      dynamoDbEndpoint ??= await startDynamoDbEndpoint({ client, identities, roles, tableArn });
      return dynamoDbEndpoint.url;
    },
    show(next) {
      shown = next;
    },
    async close() {
      await dynamoDbEndpoint?.close();
      await secretsEndpoint?.close();
      await database?.close();
    },
  };
}
