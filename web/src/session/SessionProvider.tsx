import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { forgetPerson } from './forget-person.ts';
import { closeParley } from './open-parley.ts';
import { createSessionStore } from './session-store.ts';
import { type Farewell, SessionContext, type SessionEnd } from './use-session.ts';

const store = createSessionStore(() => sessionStorage);

export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useSyncExternalStore(store.onChange, store.current);
  const [farewell, setFarewell] = useState<Farewell | null>(null);
  const [isLeaving, setLeaving] = useState(false);

  const leave = useCallback(async (how: Farewell) => {
    const leaving = store.current();
    if (!leaving) return;
    setLeaving(true);
    const isForgotten = await forgetPerson(leaving);
    setFarewell(isForgotten ? how : 'not-removed');
    store.end();
    setLeaving(false);
  }, []);
  useEffect(() => store.onSignOutElsewhere(() => void leave('signed-out-elsewhere')), [leave]);

  const endSession = useCallback((how: SessionEnd) => {
    if (!store.current()) return;
    closeParley();
    setFarewell(how);
    store.end();
  }, []);
  useEffect(() => store.onLapse(() => endSession('ended')), [endSession]);

  const context = useMemo<SessionContext>(
    () => ({
      session,
      isLeaving,
      farewell,
      signIn(next) {
        setFarewell(null);
        store.signIn(next);
      },
      endSession,
      signOut: () => leave('signed-out'),
      tokenOf: store.tokenOf,
    }),
    [session, isLeaving, farewell, leave, endSession],
  );
  return <SessionContext value={context}>{children}</SessionContext>;
}
