import { MessagingError } from '@parley/client';
import { useEffect } from 'react';
import { useSession } from '../session/use-session.ts';

/** Leads back to the sign-in page where `error` says that the session has ended, and from there back to this place. */
export function useSessionEnd(error: unknown): void {
  const { endSession } = useSession();
  const hasEnded = error instanceof MessagingError && error.code === 'SESSION_REQUIRED';
  useEffect(() => {
    if (hasEnded) endSession();
  }, [hasEnded, endSession]);
}
