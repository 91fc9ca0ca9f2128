import { Avatar } from '../people/Avatar.tsx';
import { useSession } from '../session/use-session.ts';
import { strings } from '../strings/index.ts';
import { LeaveIcon, PulseIcon } from './icons.tsx';
import { useShell } from './shell-context.ts';

const words = strings.shell;

/** Who is signed in, and the way out. */
export function Account() {
  const { me, parley, workspace, openDialog } = useShell();
  const { signOut } = useSession();
  return (
    <footer className="account" aria-label={words.account}>
      <Avatar userId={me.id} name={me.name} />
      <span className="account-name" dir="auto">
        {me.name}
        {workspace?.role === 'GUEST' && <span className="account-role">{words.guest}</span>}
      </span>
      <button
        className="icon-button"
        type="button"
        aria-label={words.connection}
        title={words.connection}
        onClick={() => openDialog({ kind: 'metrics' })}
      >
        <PulseIcon />
      </button>
      <button
        className="icon-button"
        type="button"
        aria-label={words.signOut}
        title={words.signOut}
        onClick={() => {
          const { depth, refused } = parley.outbox.state();
          // What is not sent would be lost: that is asked first.
          if (depth + refused > 0) openDialog({ kind: 'sign-out' });
          else void signOut();
        }}
      >
        <LeaveIcon />
      </button>
    </footer>
  );
}
