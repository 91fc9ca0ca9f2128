import type { Message } from '@parley/client';
import { useEffect, useRef } from 'react';
import { Name } from '../content/Name.tsx';
import { plainText } from '../content/plain-text.ts';
import { visibleName } from '../content/visible-text.ts';
import { useList } from './list-context.ts';
import { words } from './words.ts';

interface Props {
  message: Message;
  close: () => void;
}

/** Asks before a message goes for everyone. */
export function RemoveDialog({ message, close }: Props) {
  const { actions, nameOf, run } = useList();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog className="remove-dialog" ref={dialog} aria-labelledby="remove-title" onClose={close}>
      <h2 id="remove-title">{words.removeTitle}</h2>
      <p className="quiet">{words.removeExplained}</p>
      <blockquote>
        <Name className="quote-author" text={nameOf(message.userId)} />
        <span dir="auto">
          {visibleName(plainText(message.content ?? '', nameOf) || (message.attachments[0]?.name ?? ''))}
        </span>
      </blockquote>
      <div className="remove-ways">
        <button className="button" type="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
        <button
          className="button is-danger"
          type="button"
          onClick={() => {
            run(() => actions.remove?.(message));
            dialog.current?.close();
          }}
        >
          {words.remove}
        </button>
      </div>
    </dialog>
  );
}
