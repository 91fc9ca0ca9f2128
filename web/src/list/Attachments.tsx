import type { Message, PendingMessage } from '@parley/client';
import { saySize } from './say-size.ts';
import { FileName } from '../content/FileName.tsx';
import { useList } from './list-context.ts';
import { words } from './words.ts';

/** The files of a message. Only those of a stored one can be opened. */
export function Attachments({ message }: { message: Message | PendingMessage }) {
  const { actions, renderAttachment } = useList();
  const stored = 'seq' in message ? message : null;
  return (
    <ul className="attachments" aria-label={words.attachments}>
      {message.attachments.map((attachment) => {
        const rendered = renderAttachment?.(attachment, message);
        if (rendered) return <li key={attachment.id}>{rendered}</li>;
        const what = (
          <>
            <FileName name={attachment.name} /> <span className="size">{saySize(attachment.size)}</span>
          </>
        );
        return (
          <li key={attachment.id}>
            {actions.openAttachment && stored ? (
              <button
                className="file"
                type="button"
                tabIndex={-1}
                onClick={() => actions.openAttachment?.(attachment, stored)}
              >
                {what}
              </button>
            ) : (
              <span className="file">{what}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
