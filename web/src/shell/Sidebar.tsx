import type { Channel, MyChannel } from '@parley/client';
import { useEffect, useRef } from 'react';
import { NavLink } from 'react-router';
import { Avatar } from '../people/Avatar.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { useSession } from '../session/use-session.ts';
import { ChannelIcon } from './ChannelIcon.tsx';
import { channelPath, channelTitle } from './channel-names.ts';
import { useShell } from './shell-context.ts';

/** Workspaces, channels, people, and who is signed in. A drawer where the window is narrow. */
export function Sidebar() {
  const { me, workspaces, isMenuOpen, setMenuOpen } = useShell();
  const { signOut } = useSession();
  const sidebar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isMenuOpen) return;
    const opener = document.activeElement;
    sidebar.current?.focus();
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setMenuOpen(false);
    // In a window that grew wide the sidebar stands open by itself.
    const wide = matchMedia('(min-width: 761px)');
    const grown = () => setMenuOpen(false);
    document.addEventListener('keydown', close);
    wide.addEventListener('change', grown);
    return () => {
      document.removeEventListener('keydown', close);
      wide.removeEventListener('change', grown);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [isMenuOpen, setMenuOpen]);

  return (
    <>
      {isMenuOpen && <div className="backdrop" onClick={() => setMenuOpen(false)} />}
      <div id="sidebar" className={isMenuOpen ? 'sidebar is-open' : 'sidebar'} ref={sidebar} tabIndex={-1}>
        <nav aria-label="Channels and direct messages">
          {workspaces.map(({ workspace, channels }) => (
            <section key={workspace.id} aria-labelledby={`workspace-${workspace.id}`}>
              <h2 id={`workspace-${workspace.id}`} className="workspace-name" dir="auto">
                {workspace.name}
              </h2>
              <Places title="Channels" places={channels.filter(({ channel }) => !channel.isDm)} />
              <Places title="Direct messages" places={channels.filter(({ channel }) => channel.isDm)} />
            </section>
          ))}
          {workspaces.length === 0 && <p className="quiet sidebar-empty">No workspace yet</p>}
        </nav>
        <footer className="account">
          <Avatar userId={me.id} name={me.name} />
          <span className="account-name" dir="auto">
            {me.name}
          </span>
          <button
            className="icon-button"
            type="button"
            aria-label="Sign out"
            title="Sign out"
            onClick={() => signOut()}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M8 3.5H5a1.5 1.5 0 0 0-1.5 1.5v10A1.5 1.5 0 0 0 5 16.5h3M8 10h8.5M13 6.5l3.5 3.5-3.5 3.5" />
            </svg>
          </button>
        </footer>
      </div>
    </>
  );
}

function Places({ title, places }: { title: string; places: MyChannel[] }) {
  if (places.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {places.map(({ channel }) => (
          <li key={channel.id}>
            <Place channel={channel} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Place({ channel }: { channel: Channel }) {
  const { me, setMenuOpen } = useShell();
  const nameOf = usePersonName();
  return (
    <NavLink to={channelPath(channel)} onClick={() => setMenuOpen(false)}>
      <ChannelIcon channel={channel} />
      <span className="place-name" dir="auto">
        {channelTitle(channel, me.id, nameOf)}
      </span>
      {channel.isPrivate && !channel.isDm && <span className="visually-hidden">, private</span>}
    </NavLink>
  );
}
