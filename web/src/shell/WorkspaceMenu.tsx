import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useNavigate } from 'react-router';
import { strings } from '../strings/index.ts';
import { totalOf } from './badge.ts';
import { workspacePath } from './channel-names.ts';
import { DownIcon } from './icons.tsx';
import { useShell } from './shell-context.ts';

const words = strings.shell;

/** The name of the workspace that is shown, and the way to the others. */
export function WorkspaceMenu() {
  const { workspaces, workspace, openDialog } = useShell();
  const navigate = useNavigate();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const others = workspaces.filter((one) => one !== workspace);
  const hasNews = others.some(({ channels }) => totalOf(channels).call !== 'quiet');
  const name = workspace?.workspace.name ?? words.noWorkspaceTitle;

  useEffect(() => {
    const element = menu.current;
    const toggled = (event: Event) => {
      const isOpen = (event as ToggleEvent).newState === 'open';
      button.current?.setAttribute('aria-expanded', String(isOpen));
      if (isOpen) element?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    };
    element?.addEventListener('toggle', toggled);
    return () => element?.removeEventListener('toggle', toggled);
  }, []);

  const done = (act: () => void) => () => {
    // The focus goes back to the button, and from there wherever `act` takes it.
    menu.current?.hidePopover();
    button.current?.focus();
    act();
  };
  return (
    <header className="workspace">
      <button
        className="workspace-button"
        type="button"
        ref={button}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded="false"
        aria-label={words.workspaceMenu(name, hasNews)}
      >
        <span className="workspace-name" dir="auto">
          {name}
        </span>
        <DownIcon />
        {hasNews && <span className="news-dot" />}
      </button>
      <div
        className="menu"
        id={id}
        popover="auto"
        role="menu"
        aria-label={words.workspaces}
        ref={menu}
        onKeyDown={move}
      >
        {workspaces.map((one) => (
          <button
            key={one.workspace.id}
            type="button"
            role="menuitemradio"
            aria-checked={one === workspace}
            tabIndex={-1}
            onClick={done(() => void navigate(workspacePath(one.workspace.id)))}
          >
            <span dir="auto">{one.workspace.name}</span>
            {one !== workspace && totalOf(one.channels).call !== 'quiet' && (
              <>
                <span className="visually-hidden">{words.hasUnread}</span>
                <span className="news-dot" />
              </>
            )}
          </button>
        ))}
        {workspaces.length > 0 && <hr />}
        {workspace && workspace.role !== 'GUEST' && (
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={done(() => openDialog({ kind: 'workspace-people' }))}
          >
            {words.workspacePeople(name)}
          </button>
        )}
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={done(() => openDialog({ kind: 'create-workspace' }))}
        >
          {words.createWorkspace}
        </button>
      </div>
    </header>
  );
}

function move(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to === items.length ? 0 : to)?.focus();
}
