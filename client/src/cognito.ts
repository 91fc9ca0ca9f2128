import { fetchAuthSession } from 'aws-amplify/auth';
import { MessagingError } from './errors.ts';
import type { GetToken } from './token.ts';

export interface CognitoTokenOptions {
  /** Which of the two tokens is the session. `id` names the person, `access` does not. Default: `id`. */
  use?: 'id' | 'access';
}

/**
 * The session of whoever is signed in with Amplify Auth, as `getToken`. Amplify keeps it, renews it before it ends, and renews it at
 * once where the service refused it. Nobody signed in is an empty token, which Parley tells as `SESSION_REQUIRED`. Where Cognito can
 * not be reached the session is kept, and Parley tries again.
 *
 * @example
 * import { Amplify } from 'aws-amplify';
 * import { createParley } from '@parley/client';
 * import { cognitoToken } from '@parley/client/cognito';
 *
 * Amplify.configure(outputs);
 * const parley = createParley({ endpoint: outputs.data.url, getToken: cognitoToken() });
 */
export function cognitoToken({ use = 'id' }: CognitoTokenOptions = {}): GetToken {
  return async ({ forceRefresh = false }) => {
    const { tokens } = await fetchAuthSession({ forceRefresh }).catch((failure: unknown) => {
      throw isUnreached(failure) ? unreached(failure) : failure;
    });
    const token = use === 'id' ? tokens?.idToken : tokens?.accessToken;
    return token?.toString() ?? '';
  };
}

/** Amplify gives this name to what the network did. Any other failure is the session's. */
function isUnreached(failure: unknown): boolean {
  return failure instanceof Error && failure.name === 'NetworkError';
}

function unreached(cause: unknown): MessagingError {
  return new MessagingError({ code: 'NETWORK', type: 'Unreachable', message: 'Cognito was not reached.', cause });
}
