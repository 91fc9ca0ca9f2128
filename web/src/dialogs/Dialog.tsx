import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { CloseIcon } from '../shell/icons.tsx';
import { strings } from '../strings/index.ts';

interface Props {
  title: string;
  /** Beside the general look. */
  className?: string;
  close: () => void;
  children: ReactNode;
}

let lastOpener: Element | null = null;

/** What has the focus before a dialog opens. One that follows another goes back to where that one came from. */
function openerNow(): Element | null {
  const { activeElement } = document;
  if (!activeElement?.closest('dialog')) lastOpener = activeElement;
  return lastOpener;
}

/**
 * What stands over the page until it is closed: by Escape, by its button, or by a press beside it. `data-first` has the focus at
 * first, and in the end it goes back to where it came from.
 */
export function Dialog({ title, className = '', close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [opener] = useState(openerNow);

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      // One that is taken from the page without being closed leaves the focus nowhere.
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [opener]);

  return (
    <dialog
      className={`dialog ${className}`}
      ref={dialog}
      aria-labelledby={id}
      // One that was shown again meanwhile stays.
      onClose={({ currentTarget }) => !currentTarget.open && close()}
      onMouseDown={(event) => event.target === event.currentTarget && close()}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={id} dir="auto">
            {title}
          </h2>
          <button
            className="icon-button"
            type="button"
            aria-label={strings.shell.close}
            title={strings.shell.close}
            onClick={close}
          >
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
