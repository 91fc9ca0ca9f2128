import { type ComponentType, useEffect, useState } from 'react';
import { strings } from '../strings/index.ts';
import { Dialog } from './Dialog.tsx';
import type { ShellDialog } from './shell-dialog.ts';

interface Props {
  dialog: ShellDialog | null;
  close: () => void;
}

type AnyDialog = ComponentType<{ dialog: ShellDialog; close: () => void }>;

/** Null = its code is not loaded yet. */
let loaded: AnyDialog | null = null;

async function load(): Promise<AnyDialog> {
  loaded ??= (await import('./AnyDialog.tsx')).AnyDialog;
  return loaded;
}

/** The dialog that is open. The code of dialogs is loaded once the page rests, or with the first of them: nobody waits for it at the start. */
export function DialogHost({ dialog, close }: Props) {
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => {}), 500);
    return () => clearTimeout(timer);
  }, []);
  return dialog ? <LoadedDialog key={dialog.kind} dialog={dialog} close={close} /> : null;
}

/** Not by `React.lazy`: that keeps a failure for ever, and who was offline for a moment would never get a dialog. */
function LoadedDialog({ dialog, close }: { dialog: ShellDialog; close: () => void }) {
  const [Loaded, setLoaded] = useState(() => loaded);
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(-1);
  useEffect(() => {
    load().then(
      (next) => setLoaded(() => next),
      () => setFailed(attempt),
    );
  }, [attempt]);
  if (Loaded) return <Loaded dialog={dialog} close={close} />;
  if (failed !== attempt) return null;
  return (
    <Dialog title={strings.shell.notLoaded} close={close}>
      <p className="problem" role="alert">
        {strings.errors.network}
      </p>
      <button className="button" type="button" onClick={() => setAttempt(attempt + 1)}>
        {strings.shell.tryAgain}
      </button>
    </Dialog>
  );
}
