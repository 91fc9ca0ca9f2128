import { createHmac, randomBytes } from 'node:crypto';
import { checkSecretHash } from '../client-secret.ts';
import { CognitoError, invalidParameter, notAuthorized } from '../cognito-error.ts';
import type { Input } from '../input.ts';
import { optionalTextOf, recordOf, textOf } from '../input.ts';
import { isPassword } from '../password.ts';
import { computeVerifier, createChallenge } from '../srp.ts';
import type { StoredUser } from '../store.ts';
import { refresh, signIn } from '../user-pool.ts';
import { poolNameOf } from '../users.ts';
import type { ClientOfPool, Operation } from './operation.ts';
import { clientOf } from './operation.ts';

/** Begins a sign-in, or goes on with an old one. Only the flows that the app client allows. */
export const initiateAuth: Operation = (pools, input) => {
  const target = clientOf(pools, input);
  const parameters = recordOf(input, 'AuthParameters');
  const { authFlows } = target.client;
  const flow = textOf(input, 'AuthFlow');
  switch (flow) {
    case 'USER_SRP_AUTH':
      if (!authFlows.has(flow)) throw invalidParameter('USER_SRP_AUTH is not enabled for the client.');
      return challengeBySrp(target, parameters);
    case 'USER_PASSWORD_AUTH':
      if (!authFlows.has(flow)) throw invalidParameter('USER_PASSWORD_AUTH flow not enabled for this client');
      return signInByPassword(target, parameters);
    case 'REFRESH_TOKEN':
    case 'REFRESH_TOKEN_AUTH':
      if (!authFlows.has('REFRESH_TOKEN_AUTH')) throw invalidParameter('Auth flow not enabled for this client');
      return refreshTokens(target, parameters);
    default:
      throw invalidParameter(
        `The flow ${flow} is not served here: USER_SRP_AUTH, USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH are.`,
      );
  }
};

async function challengeBySrp(target: ClientOfPool, parameters: Input): Promise<object> {
  const { pool, client } = target;
  const given = textOf(parameters, 'USERNAME');
  const clientPublicValue = textOf(parameters, 'SRP_A');
  checkSecretHash(client, given, optionalTextOf(parameters, 'SECRET_HASH'));
  const user = findUser(target, given);
  const { username, salt, verifier } = user
    ? { username: user.username, salt: user.password.srpSalt, verifier: user.password.srpVerifier }
    : decoy(target, given);
  const srp = createChallenge(verifier);
  const secretBlock = pool.challenges.add({ user, username, clientId: client.id, clientPublicValue, srp });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: srp.publicValue,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

async function signInByPassword(target: ClientOfPool, parameters: Input): Promise<object> {
  const given = textOf(parameters, 'USERNAME');
  const password = textOf(parameters, 'PASSWORD');
  checkSecretHash(target.client, given, optionalTextOf(parameters, 'SECRET_HASH'));
  const user = findUser(target, given);
  if (!(await isPassword(user?.password ?? null, password)) || !user) throw notAuthorized();
  return finishSignIn(target, user);
}

/** The password is right. */
export async function finishSignIn({ pool, client }: ClientOfPool, user: StoredUser): Promise<object> {
  if (user.status === 'UNCONFIRMED') throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
  return { ChallengeParameters: {}, AuthenticationResult: await signIn(pool, client, user) };
}

async function refreshTokens({ pool, client }: ClientOfPool, parameters: Input): Promise<object> {
  const { user, tokens } = await refresh(pool, client, textOf(parameters, 'REFRESH_TOKEN'));
  checkSecretHash(client, user.username, optionalTextOf(parameters, 'SECRET_HASH'));
  return { ChallengeParameters: {}, AuthenticationResult: tokens };
}

/** null = nobody, where the client must not learn that yet. */
function findUser({ pool, client }: ClientOfPool, name: string): StoredUser | null {
  const user = pool.users.find(name);
  if (!user && !client.hidesUnknownUsers) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  return user;
}

/** Looks like a user, and like the same one each time; no password fits. */
function decoy({ pool }: ClientOfPool, given: string): { username: string; salt: string; verifier: string } {
  const hash = createHmac('sha256', pool.decoyKey).update(given).digest('hex');
  const salt = `1${hash.slice(1, 32)}`;
  const uuid = [
    hash.slice(32, 40),
    hash.slice(40, 44),
    `4${hash.slice(45, 48)}`,
    `a${hash.slice(49, 52)}`,
    hash.slice(52, 64),
  ];
  const username = pool.definition.usernameAttributes.length > 0 ? uuid.join('-') : given;
  const password = randomBytes(32).toString('hex');
  return { username, salt, verifier: computeVerifier(poolNameOf(pool.definition), username, password, salt) };
}
