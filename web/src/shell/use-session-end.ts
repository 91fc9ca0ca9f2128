import { MessagingError } from '@parley/client';
import { useEffect } from 'react';
import { type SessionEnd, useSession } from '../session/use-session.ts';

/** Leads back to the sign-in page where `error` says that the session has ended, and from there back to this place. */
export function useSessionEnd(error: unknown): void {
  const { endSession } = useSession();
  const how = sessionEndIn(error);
  useEffect(() => {
    if (how) endSession(how);
  }, [how, endSession]);
}

/** Null = the session goes on, as far as this error says. */
export function sessionEndIn(error: unknown): SessionEnd | null {
  const code = error instanceof MessagingError ? error.code : null;
  // To load the page again would not help: this window remembers the one, and the browser's sign-in is the other's.
  return code === 'SESSION_REQUIRED' ? 'ended' : code === 'PERSON_CHANGED' ? 'changed' : null;
}
