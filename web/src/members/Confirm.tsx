import { useEffect, useRef } from 'react';
import { dialogStrings } from '../strings/dialogs.ts';

interface Props {
  question: string;
  yes: string;
  isBusy: boolean;
  /** Asked about something that can not be undone, or that takes something away. */
  isDanger?: boolean;
  confirm: () => void;
  cancel: () => void;
}

/** Asks once more, at the place where it was asked for. */
export function Confirm({ question, yes, isBusy, isDanger = true, confirm, cancel }: Props) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div
      className="confirm"
      role="group"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The question goes, the dialog stays.
        event.preventDefault();
        event.stopPropagation();
        cancel();
      }}
    >
      <p dir="auto">{question}</p>
      <div className="ways">
        <button className="button" type="button" ref={keep} onClick={cancel}>
          {dialogStrings.cancel}
        </button>
        <button
          className={isDanger ? 'button is-danger' : 'button is-main'}
          type="button"
          disabled={isBusy}
          onClick={confirm}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}
