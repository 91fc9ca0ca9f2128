import { fail } from './errors.ts';

/** What the session authorizer says of the person who calls. */
interface SessionIdentity {
  resolverContext?: { userId?: string; name?: string };
}

/** The person who calls, in whatever way they signed in. Ends the resolver where there is none. */
export function callerId(ctx: { identity?: unknown }): string {
  const userId = session(ctx)?.userId;
  if (!userId) {
    fail({ type: 'Unauthenticated', code: 'SESSION_REQUIRED', message: 'Sign in first.' });
  }
  return userId;
}

/** The name that the session gives the person, or their id where it gives none. */
export function callerName(ctx: { identity?: unknown }): string {
  return session(ctx)?.name ?? callerId(ctx);
}

function session(ctx: { identity?: unknown }) {
  return (ctx.identity as SessionIdentity | null | undefined)?.resolverContext;
}
