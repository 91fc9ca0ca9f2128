import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { CloseIcon } from '../shell/icons.tsx';
import { strings } from '../strings/index.ts';

interface Props {
  title: string;
  /** Beside the general look. */
  className?: string;
  close: () => void;
  /** Something was written in it that closing loses: a press beside it, which may be a slip, does not close it then. Default: false. */
  holds?: boolean;
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
export function Dialog({ title, className = '', close, holds = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const [opener] = useState(openerNow);
  useKeptFocus(body);

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
      onMouseDown={(event) => event.target === event.currentTarget && !holds && close()}
    >
      <div className="dialog-body" ref={body} tabIndex={-1}>
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

/** What has the focus may go, as the row of somebody who was removed: it stays in the dialog then, where else it would be nowhere. */
function useKeptFocus(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const observer = new MutationObserver(() => {
      if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
    });
    if (body.current) observer.observe(body.current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [body]);
}
