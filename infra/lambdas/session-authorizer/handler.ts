import { readSources } from './sources.ts';
import { verifySession } from './verify-session.ts';

/** AppSync Developer Guide, "AWS_LAMBDA authorization": what it asks, and what it takes for an answer. */
interface AuthorizerEvent {
  authorizationToken: string;
}

interface AuthorizerAnswer {
  isAuthorized: boolean;
  /** Strings alone. Resolvers read them as `ctx.identity.resolverContext`. */
  resolverContext?: Record<string, string>;
  /** Seconds; 0 = ask again each time. */
  ttlOverride?: number;
}

/** No longer than infra/session-authorizer.ts says, and why. */
const maxTrustSeconds = 60;

const longestMs = Number(process.env.LONGEST_SESSION_MS);
const sources = readSources(process.env.SESSION_SOURCES ?? '[]');

export async function handler(event: AuthorizerEvent): Promise<AuthorizerAnswer> {
  const session = await verifySession(event.authorizationToken, sources, longestMs);
  if (!session) return { isAuthorized: false, ttlOverride: 0 };
  const secondsLeft = Math.floor(session.expiresAt - Date.now() / 1000);
  return {
    isAuthorized: true,
    resolverContext: { userId: session.userId, ...(session.name ? { name: session.name } : {}) },
    ttlOverride: Math.max(0, Math.min(maxTrustSeconds, secondsLeft)),
  };
}
