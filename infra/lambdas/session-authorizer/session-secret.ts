import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** How long a secret is kept before it is read again, so that a rotated one is taken up without a deployment. */
const maxAgeMs = 5 * 60_000;

const client = new SecretsManagerClient({});
let kept: { secret: Uint8Array; readAt: number } | null = null;
/** Shared by all who ask meanwhile: where one process takes many events at once, each of a first burst would read it. */
let underWay: Promise<Uint8Array> | null = null;

/** The secret that sessions are signed with. Rejects where it can not be read: nobody is let in unverified. */
export async function readSessionSecret(): Promise<Uint8Array> {
  if (kept && Date.now() - kept.readAt < maxAgeMs) return kept.secret;
  underWay ??= read().finally(() => (underWay = null));
  return underWay;
}

async function read(): Promise<Uint8Array> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env.SESSION_SECRET_ARN }));
  if (!SecretString) throw new Error('the session secret is empty');
  kept = { secret: new TextEncoder().encode(SecretString), readAt: Date.now() };
  return kept.secret;
}
