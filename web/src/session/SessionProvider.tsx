import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { forgetHabits } from '../emoji/emoji-habits.ts';
import { createSessionStore } from './session-store.ts';
import { SessionContext } from './use-session.ts';

const store = createSessionStore(sessionStorage);

export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useSyncExternalStore(store.onChange, store.current);
  const [endedBecause, setEndedBecause] = useState<string | null>(null);
  const context = useMemo<SessionContext>(
    () => ({
      session,
      endedBecause,
      signIn: async (user) => {
        await store.signIn(user);
        setEndedBecause(null);
      },
      signOut: (because) => {
        store.signOut();
        forgetHabits();
        setEndedBecause(because ?? null);
      },
      tokenOf: store.tokenOf,
    }),
    [session, endedBecause],
  );
  return <SessionContext value={context}>{children}</SessionContext>;
}
