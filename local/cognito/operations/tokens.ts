import { checkSecret } from '../client-secret.ts';
import { CognitoError } from '../cognito-error.ts';
import { optionalTextOf, textOf } from '../input.ts';
import { refresh } from '../user-pool.ts';
import type { Operation } from './operation.ts';
import { clientOf } from './operation.ts';

export const getTokensFromRefreshToken: Operation = async (pools, input) => {
  const { pool, client } = clientOf(pools, input);
  checkSecret(client, optionalTextOf(input, 'ClientSecret'));
  const { tokens } = await refresh(pool, client, textOf(input, 'RefreshToken'));
  return { AuthenticationResult: tokens };
};

/** Ends one sign-in. A token that is not known is not told from one that was revoked before. */
export const revokeToken: Operation = async (pools, input) => {
  const { pool, client } = clientOf(pools, input);
  checkSecret(client, optionalTextOf(input, 'ClientSecret'));
  const token = textOf(input, 'Token');
  const isAccessToken = await pool.tokens.readAccessToken(token).then(
    () => true,
    () => false,
  );
  if (isAccessToken) throw new CognitoError('UnsupportedTokenTypeException', 'Unsupported token type');
  const signIn = pool.signIns.find(token);
  if (signIn && signIn.clientId === client.id) {
    pool.signIns.end(signIn);
    pool.save();
  }
  return {};
};
