import { checkSecretHash, isSame } from '../client-secret.ts';
import type { PendingSignIn } from '../challenges.ts';
import { invalidParameter, notAuthorized } from '../cognito-error.ts';
import type { Input } from '../input.ts';
import { optionalTextOf, recordOf, textOf } from '../input.ts';
import { signClaim } from '../srp.ts';
import { poolNameOf } from '../users.ts';
import { finishSignIn } from './initiate-auth.ts';
import type { Operation } from './operation.ts';
import { clientOf } from './operation.ts';

/** As in `Sun Nov 2 08:05:09 UTC 2026`, in which clients sign the time. */
const timestampForm = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/** Takes the client's proof that it knows the password. */
export const respondToAuthChallenge: Operation = async (pools, input) => {
  const target = clientOf(pools, input);
  const challenge = textOf(input, 'ChallengeName');
  if (challenge !== 'PASSWORD_VERIFIER') {
    throw invalidParameter(`The challenge ${challenge} is not served here: PASSWORD_VERIFIER is.`);
  }
  const responses = recordOf(input, 'ChallengeResponses');
  const username = textOf(responses, 'USERNAME');
  checkSecretHash(target.client, username, optionalTextOf(responses, 'SECRET_HASH'));
  const pending = target.pool.challenges.take(textOf(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'));
  if (!pending || pending.clientId !== target.client.id || pending.username !== username) throw notAuthorized();
  const isProved = isSame(expectedClaim(poolNameOf(target.pool.definition), pending, responses), claimOf(responses));
  if (!isProved || !pending.user) throw notAuthorized();
  return finishSignIn(target, pending.user);
};

function claimOf(responses: Input): string {
  return textOf(responses, 'PASSWORD_CLAIM_SIGNATURE');
}

function expectedClaim(poolName: string, pending: PendingSignIn, responses: Input): string {
  const timestamp = textOf(responses, 'TIMESTAMP');
  if (!timestampForm.test(timestamp))
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  const { srp, clientPublicValue, username } = pending;
  const secretBlock = textOf(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  let key: Uint8Array;
  try {
    key = srp.sessionKey(clientPublicValue);
  } catch {
    throw invalidParameter('SRP_A is not a value that a client can have computed.');
  }
  return signClaim(key, { poolName, username, secretBlock, timestamp });
}
