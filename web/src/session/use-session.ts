import type { GetToken } from '@parley/client';
import { createContext, use } from 'react';
import type { Session } from './session.ts';

/** How the last session ended without anybody's leaving. `ended`: by itself. `changed`: somebody else signed in, in another window of this browser. */
export type SessionEnd = 'ended' | 'changed';

/** How the last session ended. `not-removed`: something of the person's could not be removed from this device. */
export type Farewell = SessionEnd | 'signed-out' | 'signed-out-elsewhere' | 'not-removed';

export interface SessionContext {
  /** Null = signed out. */
  session: Session | null;
  /** True = somebody signs out just now: nothing of theirs may be shown or kept any more. */
  isLeaving: boolean;
  /** Null = no session ended in this window yet. */
  farewell: Farewell | null;
  signIn: (session: Session) => void;
  /** The session is over; what the person wrote is kept for when they are back. */
  endSession: (how: SessionEnd) => void;
  /** The person leaves this device: all that is kept of them goes, in every window. */
  signOut: () => Promise<void>;
  /** See `SessionStore`. */
  tokenOf: (userId: string, request: Parameters<GetToken>[0]) => Promise<string>;
}

export const SessionContext = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const context = use(SessionContext);
  if (!context) throw new Error('There is no SessionProvider above.');
  return context;
}
