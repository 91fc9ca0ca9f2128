import { useEffect, useRef } from 'react';
import { TaskButton } from '../shell/TaskButton.tsx';
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
  // A press does nothing more while the answer is out.
  const leave = () => !isBusy && cancel();
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
        leave();
      }}
    >
      <p dir="auto">{question}</p>
      <div className="ways">
        <button className="button" type="button" ref={keep} onClick={leave}>
          {dialogStrings.cancel}
        </button>
        <TaskButton className={isDanger ? 'button is-danger' : 'button is-main'} isBusy={isBusy} onClick={confirm}>
          {yes}
        </TaskButton>
      </div>
    </div>
  );
}
