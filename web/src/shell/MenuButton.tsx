import { use } from 'react';
import { strings } from '../strings/index.ts';
import { totalOf } from './badge.ts';
import { ShellContext } from './shell-context.ts';

/** Opens the sidebar where it is a drawer. Not shown where it always stands open, or where there is none. */
export function MenuButton() {
  const shell = use(ShellContext);
  if (!shell) return null;
  const { call } = totalOf(shell.workspaces.flatMap(({ channels }) => channels));
  return (
    <button
      className="menu-button"
      type="button"
      aria-label={strings.shell.menu}
      aria-expanded={shell.isMenuOpen}
      aria-controls="sidebar"
      onClick={() => shell.setMenuOpen(true)}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 5.5h14M3 10h14M3 14.5h14" />
      </svg>
      {call !== 'quiet' && <span className={`news-dot is-${call}`} />}
    </button>
  );
}
