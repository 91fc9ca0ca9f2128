import type { BucketDefinition, RoleDefinition } from '../assembly/model.ts';
import type { IdentityStore } from '../iam/credentials.ts';
import type { ObjectStore } from './store.ts';

/** What serving objects needs. */
export interface ObjectsOptions {
  readonly store: ObjectStore;
  readonly identities: IdentityStore;
  /** Asked at each call. */
  readonly roles: () => readonly RoleDefinition[];
  readonly bucketOf: (name: string) => BucketDefinition | undefined;
  /** Under which the deployment's own pages are served here. */
  readonly ownOrigins: ReadonlySet<string>;
  readonly now: () => number;
}
