import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** How long a secret is kept before it is read again, so that a rotated one is taken up without a deployment. */
const maxAgeMs = 5 * 60_000;

const client = new SecretsManagerClient({});
let kept: { secret: Uint8Array; readAt: number } | null = null;

/** The secret that sessions are signed with. Rejects where it can not be read: nobody is let in unverified. */
export async function readSessionSecret(): Promise<Uint8Array> {
  if (kept && Date.now() - kept.readAt < maxAgeMs) return kept.secret;
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env.SESSION_SECRET_ARN }));
  if (!SecretString) throw new Error('the session secret is empty');
  kept = { secret: new TextEncoder().encode(SecretString), readAt: Date.now() };
  return kept.secret;
}
