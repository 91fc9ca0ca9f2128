import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { UserPoolClientDefinition } from '../assembly/model.ts';
import { notAuthorized } from './cognito-error.ts';

/**
 * `SECRET_HASH` proves for a user that the app knows its client's secret (Cognito Developer Guide, Computing secret hash
 * values).
 */
export function checkSecretHash(client: UserPoolClientDefinition, username: string, given: string | null): void {
  if (client.secret === null) return;
  if (given === null) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = createHmac('sha256', client.secret)
    .update(username + client.id)
    .digest('base64');
  if (!isSame(expected, given)) throw notAuthorized(`SecretHash does not match for the client: ${client.id}`);
}

/** Some operations take the secret itself. */
export function checkSecret(client: UserPoolClientDefinition, given: string | null): void {
  if (client.secret !== null && !isSame(client.secret, given ?? '')) {
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  }
}

/** In the same time for any two texts. */
export function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
