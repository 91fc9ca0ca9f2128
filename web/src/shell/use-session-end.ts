import { MessagingError } from '@parley/client';
import { useEffect } from 'react';
import { useSession } from '../session/use-session.ts';

/** Leads back to the sign-in page where `error` says that the session has ended. */
export function useSessionEnd(error: unknown): void {
  const { signOut } = useSession();
  const hasEnded = error instanceof MessagingError && error.code === 'SESSION_REQUIRED';
  useEffect(() => {
    if (hasEnded) signOut('Your session has ended. Sign in again.');
  }, [hasEnded, signOut]);
}
