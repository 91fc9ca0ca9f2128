import { type JWTVerifyGetKey, createRemoteJWKSet } from 'jose';
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
 * ten minutes, and fetched again for a key that is not among them, at most each 30 seconds.
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
    const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3000, cacheMaxAge: 600_000 });
    return { kind: 'keys', userIdPrefix, issuer, audiences, keys };
  });
}
