import type { UserPoolDefinition } from '../assembly/model.ts';
import { issuerOf } from '../auth/cognito.ts';
import type { KeySet } from '../auth/key-set.ts';
import type { Log } from '../log.ts';
import type { UserPoolStore } from './store.ts';
import { createSigningKey } from './tokens.ts';
import type { UserPool } from './user-pool.ts';
import { createUserPool } from './user-pool.ts';

/** All user pools of a deployment. */
export interface UserPools {
  readonly pools: readonly UserPool[];
  /** The keys of a pool by the issuer in its tokens, without a network. null = no pool of the deployment. */
  keysOf(issuer: string): KeySet | null;
}

/** Somebody who can sign in from the start, as if an administrator had created them with a permanent password. */
export interface SeedUser {
  /** The pool's logical id or its id. May be left out where there is one pool alone. */
  readonly userPool?: string;
  /** In a pool where people sign in by email: the email. */
  readonly username: string;
  readonly password: string;
  /** Default: none. An email or phone number that people sign in by counts as verified. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Groups of the assembly. Default: none. */
  readonly groups?: readonly string[];
}

export interface UserPoolsOptions {
  readonly userPoolStore: UserPoolStore;
  readonly users: readonly SeedUser[];
  readonly log: Log;
}

/**
 * Rejects for a seeded user that the pool would not take. One who is there already is given the password, attributes and
 * groups, except after a reload: `previous` are the pools before it, whose sign-ins under way go on.
 */
export async function createUserPools(
  definitions: readonly UserPoolDefinition[],
  { userPoolStore: store, users, log }: UserPoolsOptions,
  previous: UserPools | null,
): Promise<UserPools> {
  const pools: UserPool[] = [];
  for (const definition of definitions) {
    const stored = (store.pools[definition.id] ??= { signingKey: await createSigningKey(), users: [], signIns: [] });
    const known = previous?.pools.find((pool) => pool.definition.id === definition.id) ?? null;
    pools.push(await createUserPool(definition, stored, { log, save: () => store.save() }, known));
  }
  for (const user of users) await seed(poolOf(pools, user), user, previous === null);
  if (pools.length > 0) store.save();
  return {
    pools,
    keysOf(issuer) {
      const pool = pools.find(({ definition }) => issuerOf({ ...definition, userPoolId: definition.id }) === issuer);
      if (!pool) return null;
      const { publicKey } = pool.tokens;
      return { find: (kid) => Promise.resolve(kid === publicKey.kid ? publicKey : null) };
    },
  };
}

function poolOf(pools: readonly UserPool[], { userPool, username }: SeedUser): UserPool {
  const named = pools.filter(
    ({ definition }) => userPool === undefined || [definition.id, definition.logicalId].includes(userPool),
  );
  const [pool] = named;
  if (!pool) throw new Error(`User ${username}: the deployment has no user pool ${userPool ?? 'at all'}.`);
  if (named.length > 1) throw new Error(`User ${username}: the deployment has several user pools, and none is named.`);
  return pool;
}

async function seed(
  pool: UserPool,
  { username, password, attributes = {}, groups = [] }: SeedUser,
  isStart: boolean,
): Promise<void> {
  const { definition, users } = pool;
  const unknown = groups.find((group) => !definition.groups.some(({ name }) => name === group));
  if (unknown !== undefined)
    throw new Error(`User ${username}: the user pool ${definition.logicalId} has no group ${unknown}.`);
  try {
    const known = users.find(username);
    if (known && !isStart) return;
    const user = known ?? (await users.create({ username, password, attributes, status: 'CONFIRMED', groups }));
    if (known) await users.update(known, { password, attributes, groups });
    users.confirm(
      user,
      definition.usernameAttributes.filter((name) => user.attributes[name] !== undefined),
    );
  } catch (error) {
    throw new Error(`User ${username}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
