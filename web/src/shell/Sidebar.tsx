import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { strings } from '../strings/index.ts';
import { Account } from './Account.tsx';
import { channelPath } from './channel-names.ts';
import { GoToIcon, ListIcon, PlusIcon } from './icons.tsx';
import { isApple } from './is-apple.ts';
import { Places } from './Places.tsx';
import { useShell } from './shell-context.ts';
import { sidebarLists } from './sidebar-order.ts';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

const words = strings.shell;

/** The workspace, its channels, people, and who is signed in. A drawer where the window is narrow. */
export function Sidebar() {
  const { workspaces, workspace, isMenuOpen, setMenuOpen, openDialog } = useShell();
  const sidebar = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  useDrawer(sidebar, isMenuOpen, setMenuOpen);

  const open = workspaces
    .flatMap(({ channels }) => channels)
    .find(({ channel }) => channelPath(channel) === pathname)?.channel;
  const { channels, dms } = sidebarLists(workspace?.channels ?? [], open?.id ?? null);
  // A guest sees what they were added to, and opens nothing of their own.
  const mayOpen = workspace !== null && workspace.role !== 'GUEST';
  const newDm = () => openDialog({ kind: 'new-dm' });
  return (
    <>
      {isMenuOpen && <div className="backdrop" onClick={() => setMenuOpen(false)} />}
      <div id="sidebar" className={isMenuOpen ? 'sidebar is-open' : 'sidebar'} ref={sidebar} tabIndex={-1}>
        <WorkspaceMenu />
        <button className="find-place" type="button" onClick={() => openDialog({ kind: 'switcher' })}>
          <GoToIcon />
          <span>{words.find}</span>
          <kbd>{words.findKeys(isApple)}</kbd>
        </button>
        <nav aria-label={words.sidebar} onKeyDown={moveFocus}>
          {workspace && (
            <>
              <Places
                title={words.channels}
                places={channels}
                last={
                  mayOpen && (
                    <PlaceButton name={words.browse} onClick={() => openDialog({ kind: 'browse' })}>
                      <ListIcon />
                    </PlaceButton>
                  )
                }
              >
                <HeadingButton
                  name={words.createChannel}
                  isShown={mayOpen}
                  onClick={() => openDialog({ kind: 'create-channel' })}
                />
              </Places>
              {(dms.length > 0 || mayOpen) && (
                <Places
                  title={words.dms}
                  places={dms}
                  last={
                    dms.length === 0 && (
                      <PlaceButton name={words.newDm} onClick={newDm}>
                        <PlusIcon />
                      </PlaceButton>
                    )
                  }
                >
                  <HeadingButton name={words.newDm} isShown={mayOpen && dms.length > 0} onClick={newDm} />
                </Places>
              )}
            </>
          )}
        </nav>
        <Account />
      </div>
    </>
  );
}

function HeadingButton({ name, isShown, onClick }: { name: string; isShown: boolean; onClick: () => void }) {
  if (!isShown) return null;
  return (
    <button className="icon-button" type="button" aria-label={name} title={name} onClick={onClick}>
      <PlusIcon />
    </button>
  );
}

/** Stands where the next place would. */
function PlaceButton({ name, onClick, children }: { name: string; onClick: () => void; children: ReactNode }) {
  return (
    <button className="place-link" type="button" onClick={onClick}>
      {children}
      <span className="place-name">{name}</span>
    </button>
  );
}

/** Takes the focus into the open drawer, and back to where it came from. */
function useDrawer(
  sidebar: React.RefObject<HTMLElement | null>,
  isOpen: boolean,
  setOpen: (isOpen: boolean) => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    sidebar.current?.focus();
    const close = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], :popover-open')) {
        setOpen(false);
      }
    };
    // In a window that grew wide the sidebar stands open by itself.
    const wide = matchMedia('(min-width: 761px)');
    const grown = () => setOpen(false);
    document.addEventListener('keydown', close);
    wide.addEventListener('change', grown);
    return () => {
      document.removeEventListener('keydown', close);
      wide.removeEventListener('change', grown);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [sidebar, isOpen, setOpen]);
}

/** Up and down lead from place to place. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.place-link')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
}
