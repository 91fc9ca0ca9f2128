import { randomBytes } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A role's credentials, for whoever acts in the role, and the way back from the key to the role. */
export interface IdentityStore {
  /** The same ones for the same role as long as the process runs. */
  credentialsOf(roleArn: string): Credentials;
  find: CredentialsLookup;
}

/** undefined = no such key. */
export type CredentialsLookup = (accessKeyId: string) => Identity | undefined;

export interface Identity {
  readonly roleArn: string;
  readonly credentials: Credentials;
}

/** Credentials look as temporary ones from STS do, are random, and live as long as the store. */
export function createIdentityStore(): IdentityStore {
  const byRole = new Map<string, Identity>();
  const byKey = new Map<string, Identity>();
  return {
    credentialsOf(roleArn) {
      let identity = byRole.get(roleArn);
      if (identity === undefined) {
        identity = { roleArn, credentials: randomCredentials() };
        byRole.set(roleArn, identity);
        byKey.set(identity.credentials.accessKeyId, identity);
      }
      return identity.credentials;
    },
    find: (accessKeyId) => byKey.get(accessKeyId),
  };
}

function randomCredentials(): Credentials {
  const keyId = [...randomBytes(16)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('');
  return {
    accessKeyId: `ASIA${keyId}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
  };
}
