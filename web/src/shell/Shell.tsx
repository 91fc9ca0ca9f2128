import { operationsOf, type Parley } from '@parley/client';
import { ParleyProvider } from '@parley/client/react';
import { useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Outlet, useLocation } from 'react-router';
import { ConnectionBanner } from '../banner/ConnectionBanner.tsx';
import { DialogHost } from '../dialogs/DialogHost.tsx';
import type { ShellDialog } from '../dialogs/shell-dialog.ts';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { PeopleContext } from '../people/people-context.ts';
import { createPeople, type People } from '../people/people.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import { parleyOf } from '../session/open-parley.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/use-session.ts';
import { strings } from '../strings/index.ts';
import { totalOf } from './badge.ts';
import { loadShell, type ShellContents } from './load-shell.ts';
import { Notice } from './Notice.tsx';
import { sayError } from './say-error.ts';
import { ShellContext } from './shell-context.ts';
import { Sidebar } from './Sidebar.tsx';
import { decodedId, useCurrentWorkspace } from './use-current-workspace.ts';
import { useLoaded } from './use-loaded.ts';
import { useSessionCheck } from './use-session-check.ts';
import { sessionEndIn, useSessionEnd } from './use-session-end.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWorkspaces } from './use-workspaces.ts';
import { badgeWindow } from './window-title.ts';

/** One signed-in person's Parley: the sidebar, and beside it the place that the address names. */
export function Shell({ session }: { session: Session }) {
  const { tokenOf, signOut } = useSession();
  const { endpoint } = useContext(OutputsContext);
  const [parley] = useState(() => parleyOf(session.userId, endpoint, tokenOf));
  const [people] = useState(() => createPeople(operationsOf(parley)));
  const contents = useLoaded(() => loadShell(parley, people), [parley, people]);
  useEarlyTimeline(parley, contents.status === 'loading');
  useSessionEnd(contents.status === 'failed' ? contents.error : null);

  if (contents.status === 'failed') {
    if (sessionEndIn(contents.error)) return null;
    return (
      <Notice
        title={strings.shell.didNotOpen}
        action={
          <span className="notice-ways">
            <button className="button" type="button" onClick={contents.retry}>
              {strings.shell.tryAgain}
            </button>
            {/* Where it never opens, one is not left with it. */}
            <button className="button" type="button" onClick={() => void signOut()}>
              {strings.shell.signOut}
            </button>
          </span>
        }
      >
        {sayError(contents.error)}
      </Notice>
    );
  }
  if (contents.status === 'loading')
    return (
      <p className="opening" role="status">
        {strings.shell.opening}
      </p>
    );
  return <OpenShell parley={parley} people={people} contents={contents.value} />;
}

/** The channel that the address names is loaded beside what stands around it, not after it. */
function useEarlyTimeline(parley: Parley, isLoading: boolean): void {
  useEffect(() => {
    const [, , encoded = ''] = /^\/(channel|dm)\/([^/]+)$/.exec(location.pathname) ?? [];
    if (!isLoading || decodedId(encoded) === '') return;
    const timeline = parley.openTimeline(decodedId(encoded));
    return () => timeline.close();
  }, [parley, isLoading]);
}

function OpenShell({ parley, people, contents }: { parley: Parley; people: People; contents: ShellContents }) {
  const { names } = useSyncExternalStore(people.onChange, people.state);
  const { workspaces, error } = useWorkspaces(parley, people, contents);
  const workspace = useCurrentWorkspace(workspaces);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const [dialog, openDialog, closeDialog] = useDialog(pathname);
  useEffect(() => setMenuOpen(false), [pathname]);
  useSessionEnd(error);
  useWindowBadge(workspaces.flatMap(({ channels }) => channels));

  const { me } = contents;
  const shell = useMemo(
    () => ({ parley, me, workspaces, workspace, isMenuOpen, setMenuOpen, openDialog }),
    [parley, me, workspaces, workspace, isMenuOpen, openDialog],
  );
  return (
    <PeopleContext value={people}>
      <PersonNamesContext value={names}>
        <ShellContext value={shell}>
          <ParleyProvider parley={parley}>
            <Shortcuts />
            <SessionCheck parley={parley} />
            <div className="shell">
              <Sidebar />
              {/* Behind the open drawer nothing can be reached. */}
              <div className="place" inert={isMenuOpen}>
                <ConnectionBanner />
                <Outlet />
              </div>
            </div>
            <DialogHost dialog={dialog} close={closeDialog} />
          </ParleyProvider>
        </ShellContext>
      </PersonNamesContext>
    </PeopleContext>
  );
}

/** A dialog belongs to the place that it was opened at, and is gone with it: who comes back finds the place alone. */
function useDialog(pathname: string) {
  const [opened, setOpened] = useState<{ dialog: ShellDialog; at: string } | null>(null);
  // In an effect: what is opened while a place is on its way belongs to that one.
  useEffect(() => setOpened((now) => (now?.at === pathname ? now : null)), [pathname]);
  const open = useCallback((dialog: ShellDialog) => setOpened({ dialog, at: location.pathname }), []);
  const close = useCallback(() => setOpened(null), []);
  return [opened?.at === pathname ? opened.dialog : null, open, close] as const;
}

function Shortcuts() {
  useShortcuts();
  return null;
}

function SessionCheck({ parley }: { parley: Parley }) {
  useSessionCheck(parley);
  return null;
}

/** A message that is read the moment that it comes calls for nobody. */
const calmMs = 200;

function useWindowBadge(places: Parameters<typeof totalOf>[0]): void {
  const { call, count } = totalOf(places);
  useEffect(() => {
    const timer = setTimeout(() => badgeWindow({ call, count }), calmMs);
    return () => clearTimeout(timer);
  }, [call, count]);
  useEffect(() => () => badgeWindow({ call: 'quiet', count: 0 }), []);
}
