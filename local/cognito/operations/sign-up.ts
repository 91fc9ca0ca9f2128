import { checkSecretHash } from '../client-secret.ts';
import { CognitoError, invalidParameter, notAuthorized } from '../cognito-error.ts';
import { attributesOf, optionalTextOf, textOf } from '../input.ts';
import type { StoredUser } from '../store.ts';
import type { UserPool } from '../user-pool.ts';
import type { ClientOfPool, Operation } from './operation.ts';
import { clientOf } from './operation.ts';

export const signUp: Operation = async (pools, input) => {
  const { pool, client } = clientOf(pools, input);
  const username = textOf(input, 'Username');
  checkSecretHash(client, username, optionalTextOf(input, 'SecretHash'));
  if (!pool.definition.allowsSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
  const attributes = attributesOf(input, 'UserAttributes');
  for (const name of ['sub', 'email_verified', 'phone_number_verified']) {
    if (attributes[name] !== undefined)
      throw notAuthorized(`A client attempted to write unauthorized attribute ${name}`);
  }
  const password = textOf(input, 'Password');
  const user = await pool.users.create({ username, password, attributes, status: 'UNCONFIRMED', groups: [] });
  pool.save();
  return { UserConfirmed: false, UserSub: user.sub, ...sendCode(pool, user) };
};

export const confirmSignUp: Operation = async (pools, input) => {
  const target = clientOf(pools, input);
  const { pool } = target;
  const user = userOf(target, textOf(input, 'Username'), optionalTextOf(input, 'SecretHash'));
  if (user.status === 'CONFIRMED') throw notAuthorized('User cannot be confirmed. Current status is CONFIRMED');
  pool.codes.redeem(user.sub, textOf(input, 'ConfirmationCode'));
  pool.users.confirm(user, addressesOf(pool, user));
  pool.save();
  return {};
};

export const resendConfirmationCode: Operation = async (pools, input) => {
  const target = clientOf(pools, input);
  const user = userOf(target, textOf(input, 'Username'), optionalTextOf(input, 'SecretHash'));
  if (user.status === 'CONFIRMED') throw invalidParameter('User is already confirmed.');
  return sendCode(target.pool, user);
};

/** There is no mail here: the code is in the server's log. */
function sendCode({ definition, codes, log }: UserPool, user: StoredUser): object {
  const [attribute] = addressesOf({ definition }, user);
  if (attribute === undefined) return {};
  const address = user.attributes[attribute] ?? '';
  log.info(`user pool ${definition.id}: the confirmation code for ${address} is ${codes.create(user.sub)}`);
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  return { CodeDeliveryDetails: { AttributeName: attribute, DeliveryMedium: medium, Destination: masked(address) } };
}

/** Where the pool sends codes to; a phone goes before an email, as in Cognito. */
function addressesOf({ definition }: Pick<UserPool, 'definition'>, user: StoredUser): readonly string[] {
  return ['phone_number', 'email'].filter((name) => definition.autoVerified.includes(name) && user.attributes[name]);
}

function userOf({ pool, client }: ClientOfPool, username: string, secretHash: string | null): StoredUser {
  checkSecretHash(client, username, secretHash);
  const user = pool.users.find(username);
  if (user) return user;
  throw client.hidesUnknownUsers
    ? new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
    : new CognitoError('UserNotFoundException', 'Username/client id combination not found.');
}

/** `ann@example.com` -> `a***@e***`; `+441234567890` -> `+********7890`. */
function masked(address: string): string {
  const [name = '', host] = address.split('@');
  return host === undefined ? `+********${address.slice(-4)}` : `${name.slice(0, 1)}***@${host.slice(0, 1)}***`;
}
