import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { keep } from './keep.ts';
import { outageMs } from './outage.ts';

/** How long the secret before is accepted beside a new one: longer than any session that the application signs should last. */
const overlapMs = 24 * 60 * 60_000;

// Both versions, each asked for twice, end before the function does: a kept secret can still be used then.
const client = new SecretsManagerClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 800, throwOnRequestTimeout: true },
});

/** What a session may be signed with: the secret of today, and for a day after a change the one before. The first is today's. */
export type SessionSecrets = readonly [Uint8Array, ...Uint8Array[]];

/** Rejects where they can not be read and none are kept: nobody is let in unverified. A changed secret is taken up within five minutes. */
export const readSessionSecrets = keep({ read, name: 'the session secret', maxAgeMs: 5 * 60_000, outageMs });

async function read(): Promise<SessionSecrets> {
  const current = await versionAt('AWSCURRENT');
  if (!current) throw new Error('there is no session secret');
  // The version's own date: that of the change.
  const isNew = Date.now() - current.since < overlapMs;
  const before = isNew ? await versionAt('AWSPREVIOUS') : null;
  return before ? [current.secret, before.secret] : [current.secret];
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
