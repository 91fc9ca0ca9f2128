import { type JWTVerifyGetKey, createRemoteJWKSet, errors } from 'jose';
import { keep } from './keep.ts';
import { outageMs } from './outage.ts';
import { type SessionSecrets, readSessionSecrets } from './session-secret.ts';

/** Who may vouch for a session, as the stage has it. */
export type Source = SecretSource | KeysSource;

interface OfPeople {
  /** Put before the id that a token gives. Empty for one source at most. */
  readonly userIdPrefix: string;
}

/** The application signs sessions itself (HS256). */
export interface SecretSource extends OfPeople {
  readonly kind: 'secret';
  /** Any of them may have signed. Rejects where they can not be read. */
  readonly secrets: () => Promise<SessionSecrets>;
}

/** An identity provider signs tokens (RS256, ES256) and publishes its keys. */
export interface KeysSource extends OfPeople {
  readonly kind: 'keys';
  /** As `iss` has it, to the letter. */
  readonly issuer: string;
  /** What `aud` or `client_id` must name, one of them at least. */
  readonly audiences: readonly string[];
  readonly keys: JWTVerifyGetKey;
}

/**
 * The sources that `SESSION_SOURCES` names, as infra/session-authorizer.ts wrote it. Keys are fetched when they are first asked for, kept for
 * ten minutes, longer while they can not be fetched, and fetched again for a key that is not among them, at most each 30 seconds.
 */
export function readSources(text: string): readonly Source[] {
  // Written by the stack beside this function, and by nobody else.
  const sources = JSON.parse(text) as readonly (
    | { kind: 'secret'; userIdPrefix: string }
    | { kind: 'keys'; userIdPrefix: string; issuer: string; jwksUrl: string; audiences: readonly string[] }
  )[];
  return sources.map((source): Source => {
    if (source.kind === 'secret') return { ...source, secrets: readSessionSecrets };
    const { userIdPrefix, issuer, jwksUrl, audiences } = source;
    return { kind: 'keys', userIdPrefix, issuer, audiences, keys: keysAt(jwksUrl) };
  });
}

function keysAt(jwksUrl: string): JWTVerifyGetKey {
  // Two fetches can come of one token, and both must end before the function does. When they are too old is said below.
  const set = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 2000, cacheMaxAge: Infinity });
  const read = keep({
    read: async () => {
      await set.reload();
      return set;
    },
    name: jwksUrl,
    maxAgeMs: 600_000,
    outageMs,
  });
  return async (header, token) => {
    const keys = await read();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      // There are keys, but none of this name, and whether there is a new one can not be asked. Anyone can make such a token.
      console.error(`${jwksUrl} can not be asked for another key`, error);
      throw new errors.JWKSNoMatchingKey();
    }
  };
}
