import { createContext, use } from 'react';
import type { Session } from './session-api.ts';

export interface SessionContext {
  /** Null = signed out. */
  session: Session | null;
  /** Why the last session ended, in words. Null = it did not end by itself. */
  endedBecause: string | null;
  signIn: (user: string) => Promise<void>;
  signOut: (because?: string) => void;
  /** See `SessionStore`. */
  tokenOf: (userId: string) => Promise<string>;
}

export const SessionContext = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const context = use(SessionContext);
  if (!context) throw new Error('There is no SessionProvider above.');
  return context;
}
