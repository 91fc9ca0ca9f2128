import { randomBytes } from 'node:crypto';
import type { UserPoolClientDefinition, UserPoolDefinition } from '../assembly/model.ts';
import type { Log } from '../log.ts';
import type { Challenges } from './challenges.ts';
import { createChallenges } from './challenges.ts';
import { notAuthorized } from './cognito-error.ts';
import type { ConfirmationCodes } from './confirmation-codes.ts';
import { createConfirmationCodes } from './confirmation-codes.ts';
import type { SignIns } from './sign-ins.ts';
import { createSignIns } from './sign-ins.ts';
import type { StoredPool, StoredUser } from './store.ts';
import type { IssuedTokens, Tokens } from './tokens.ts';
import { createTokens } from './tokens.ts';
import type { Users } from './users.ts';
import { createUsers } from './users.ts';

/** One user pool at work. */
export interface UserPool {
  readonly definition: UserPoolDefinition;
  readonly users: Users;
  readonly signIns: SignIns;
  readonly tokens: Tokens;
  readonly challenges: Challenges;
  readonly codes: ConfirmationCodes;
  /** What stands in for the salt of a user who does not exist is derived from it. */
  readonly decoyKey: Uint8Array;
  readonly log: Log;
  /** Keeps what has changed. */
  save(): void;
}

/** `previous` is the same pool before a reload. */
export async function createUserPool(
  definition: UserPoolDefinition,
  stored: StoredPool,
  { log, save }: Pick<UserPool, 'log' | 'save'>,
  previous: UserPool | null,
): Promise<UserPool> {
  return {
    definition,
    users: createUsers(definition, stored.users),
    signIns: createSignIns(stored.signIns),
    tokens: await createTokens(definition, stored.signingKey),
    challenges: previous?.challenges ?? createChallenges(),
    codes: previous?.codes ?? createConfirmationCodes(),
    decoyKey: previous?.decoyKey ?? randomBytes(32),
    log,
    save,
  };
}

/** What a successful sign-in answers. */
export interface AuthenticationResult extends IssuedTokens {
  readonly RefreshToken: string;
}

/** The user has proved who they are. */
export async function signIn(
  pool: UserPool,
  client: UserPoolClientDefinition,
  user: StoredUser,
): Promise<AuthenticationResult> {
  const begun = pool.signIns.begin(user, client);
  pool.save();
  return { ...(await pool.tokens.issue(user, client, begun.signIn)), RefreshToken: begun.token };
}

/** New tokens of a sign-in that was begun with the same app client. */
export async function refresh(
  pool: UserPool,
  client: UserPoolClientDefinition,
  refreshToken: string,
): Promise<{ readonly user: StoredUser; readonly tokens: IssuedTokens }> {
  const found = pool.signIns.find(refreshToken);
  const user = found ? pool.users.bySub(found.sub) : null;
  if (!found || !user || found.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  return { user, tokens: await pool.tokens.issue(user, client, found) };
}

/** The user of an access token whose sign-in has not ended. */
export async function userOfAccessToken(pool: UserPool, accessToken: string): Promise<StoredUser> {
  const { sub, originJti } = await pool.tokens.readAccessToken(accessToken);
  if (!pool.signIns.isLive(originJti)) throw notAuthorized('Access Token has been revoked');
  const user = pool.users.bySub(sub);
  if (!user) throw notAuthorized('Invalid Access Token');
  return user;
}
