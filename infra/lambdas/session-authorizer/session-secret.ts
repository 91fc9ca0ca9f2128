import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** How long a secret is kept before it is read again, so that a rotated one is taken up without a deployment. */
const maxAgeMs = 5 * 60_000;
/** How long the secret before is accepted beside a new one: longer than any session that the application signs should last. */
const overlapMs = 24 * 60 * 60_000;

const client = new SecretsManagerClient({});
let kept: { secrets: SessionSecrets; readAt: number } | null = null;
/** Shared by all who ask meanwhile: where one process takes many events at once, each of a first burst would read it. */
let underWay: Promise<SessionSecrets> | null = null;

/** What a session may be signed with: the secret of today, and for a day after a change the one before. The first is today's. */
export type SessionSecrets = readonly [Uint8Array, ...Uint8Array[]];

/** Rejects where they can not be read: nobody is let in unverified. */
export async function readSessionSecrets(): Promise<SessionSecrets> {
  if (kept && Date.now() - kept.readAt < maxAgeMs) return kept.secrets;
  underWay ??= read().finally(() => (underWay = null));
  return underWay;
}

async function read(): Promise<SessionSecrets> {
  const now = Date.now();
  const current = await versionAt('AWSCURRENT');
  if (!current) throw new Error('there is no session secret');
  // The version's own date: that of the change.
  const isNew = now - current.since < overlapMs;
  const before = isNew ? await versionAt('AWSPREVIOUS') : null;
  kept = { secrets: before ? [current.secret, before.secret] : [current.secret], readAt: now };
  return kept.secrets;
}

/** Null = the secret has no version of that stage: it was never changed, or whoever changed it took the old one away. */
async function versionAt(stage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<{ secret: Uint8Array; since: number } | null> {
  const command = new GetSecretValueCommand({ SecretId: process.env.SESSION_SECRET_ARN, VersionStage: stage });
  try {
    const { SecretString, CreatedDate } = await client.send(command);
    if (!SecretString) throw new Error('the session secret is empty');
    return { secret: new TextEncoder().encode(SecretString), since: CreatedDate?.getTime() ?? 0 };
  } catch (error) {
    if (stage === 'AWSPREVIOUS' && error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
