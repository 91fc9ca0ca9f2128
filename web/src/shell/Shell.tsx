import { createParley, MessagingError } from '@parley/client';
import { ParleyProvider } from '@parley/client/react';
import { useContext, useEffect, useMemo, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { EndpointContext } from '../outputs/endpoint-context.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import type { Session } from '../session/session-api.ts';
import { useSession } from '../session/use-session.ts';
import { loadShell } from './load-shell.ts';
import { Notice } from './Notice.tsx';
import { sayError } from './say-error.ts';
import { ShellContext } from './shell-context.ts';
import { Sidebar } from './Sidebar.tsx';
import { useLoaded } from './use-loaded.ts';
import { useSessionEnd } from './use-session-end.ts';

/** One signed-in person's Parley: the sidebar, and beside it the place that the address names. */
export function Shell({ session }: { session: Session }) {
  const { tokenOf } = useSession();
  const endpoint = useContext(EndpointContext);
  const [parley] = useState(() => createParley({ endpoint, getToken: () => tokenOf(session.userId) }));
  const contents = useLoaded(() => loadShell(parley), [parley, session.userId]);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  useEffect(() => setMenuOpen(false), [pathname]);
  useSessionEnd(contents.status === 'failed' ? contents.error : null);

  const value = contents.status === 'loaded' ? contents.value : null;
  const shell = useMemo(
    () => value && { parley, me: value.me, workspaces: value.workspaces, isMenuOpen, setMenuOpen },
    [parley, value, isMenuOpen],
  );

  if (contents.status === 'failed') {
    const isLost = contents.error instanceof MessagingError && contents.error.code === 'SESSION_REQUIRED';
    if (isLost) return null;
    return (
      <Notice
        title="Parley did not open"
        action={
          <button className="button" type="button" onClick={contents.retry}>
            Try again
          </button>
        }
      >
        {sayError(contents.error)}
      </Notice>
    );
  }
  if (!value || !shell) return <p className="opening">Opening Parley…</p>;
  return (
    <PersonNamesContext value={value.names}>
      <ShellContext value={shell}>
        <div className="shell">
          <Sidebar />
          {/* Behind the open drawer nothing can be reached. */}
          <div className="place" inert={isMenuOpen}>
            <ParleyProvider parley={parley}>
              <Outlet />
            </ParleyProvider>
          </div>
        </div>
      </ShellContext>
    </PersonNamesContext>
  );
}
