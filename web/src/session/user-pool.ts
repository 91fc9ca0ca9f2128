import type { UserPoolOutputs } from '../outputs/outputs.ts';
import type { UserPool } from './pool-sign-in.ts';

let outputs: UserPoolOutputs | null = null;
let pool: Promise<UserPool> | null = null;

/** Which pool this deployment has. Null = none. */
export function setUserPool(given: UserPoolOutputs | null): void {
  outputs = given;
}

/** The pool of this deployment. Its code is loaded when it is first needed. Rejects where it can not be, or there is none. */
export function openUserPool(): Promise<UserPool> {
  const given = outputs;
  if (!given) return Promise.reject(new Error('This deployment has no user pool.'));
  pool ??= import('./amplify-user-pool.ts').then(({ openAmplifyUserPool }) => openAmplifyUserPool(given));
  // A failure is not kept: it may be the network's.
  pool.catch(() => (pool = null));
  return pool;
}

/** Whether Amplify has something of a person in this browser: by its own prefix, so that nobody loads it for nothing. */
export function hasUserPoolTraces(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('CognitoIdentityServiceProvider.'));
  } catch {
    return false;
  }
}
