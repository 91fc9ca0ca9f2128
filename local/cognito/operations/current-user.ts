import { decodeToken } from '../../auth/json-web-token.ts';
import { notAuthorized } from '../cognito-error.ts';
import type { Input } from '../input.ts';
import { textOf } from '../input.ts';
import type { StoredUser } from '../store.ts';
import type { UserPool } from '../user-pool.ts';
import { userOfAccessToken } from '../user-pool.ts';
import type { Operation } from './operation.ts';

export const getUser: Operation = async (pools, input) => {
  const { user } = await currentUser(pools, input);
  const attributes = Object.entries({ sub: user.sub, ...user.attributes });
  return {
    Username: user.username,
    UserAttributes: attributes.map(([Name, Value]) => ({ Name, Value })),
  };
};

/** Ends every sign-in of the user. AppSync goes on to take the access tokens until they expire: it verifies them by key alone. */
export const globalSignOut: Operation = async (pools, input) => {
  const { pool, user } = await currentUser(pools, input);
  pool.signIns.endAll(user.sub);
  pool.save();
  return {};
};

async function currentUser(pools: readonly UserPool[], input: Input): Promise<{ pool: UserPool; user: StoredUser }> {
  const token = textOf(input, 'AccessToken');
  const issuer = String(decodeToken(token)?.claims['iss']);
  const pool = pools.find(({ definition }) => issuer.endsWith(`/${definition.id}`));
  if (!pool) throw notAuthorized('Invalid Access Token');
  return { pool, user: await userOfAccessToken(pool, token) };
}
