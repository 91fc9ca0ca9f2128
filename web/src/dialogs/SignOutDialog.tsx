import { useSyncExternalStore } from 'react';
import { useSession } from '../session/use-session.ts';
import { useShell } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { Dialog } from './Dialog.tsx';

const words = dialogStrings.signOut;

/** Asks before what is not sent yet goes for good. */
export function SignOutDialog({ close }: { close: () => void }) {
  const { parley } = useShell();
  const { signOut } = useSession();
  const { depth, refused } = useSyncExternalStore(parley.outbox.onChange, parley.outbox.state);
  return (
    <Dialog title={words.title} close={close}>
      {depth + refused > 0 && <p>{words.unsent(depth + refused)}</p>}
      <div className="ways">
        <button className="button" type="button" data-first onClick={close}>
          {words.stay}
        </button>
        <button className="button is-danger" type="button" onClick={() => void signOut()}>
          {words.leave}
        </button>
      </div>
    </Dialog>
  );
}
