import type { Message } from '@parley/client';
import { memo } from 'react';
import { sayExactTime } from './say-time.ts';
import { saySize } from './say-size.ts';

/** What a message says, with its files and what people put on it; or that it was deleted. */
export const MessageBody = memo(function MessageBody({ message }: { message: Message }) {
  if (message.deletedAt) return <p className="content is-deleted">This message was deleted.</p>;
  return (
    <>
      {message.content ? (
        <p className="content" dir="auto">
          {message.content}
          {message.editedAt ? (
            <span className="edited" title={sayExactTime(message.editedAt)}>
              {' '}
              edited
            </span>
          ) : null}
        </p>
      ) : null}
      {message.attachments.length > 0 ? (
        <ul className="attachments" aria-label="Attachments">
          {message.attachments.map(({ id, name, size }) => (
            <li key={id}>
              <bdi>{name}</bdi> <span className="size">{saySize(size)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {message.reactions.length > 0 ? (
        <ul className="reactions" aria-label="Reactions">
          {message.reactions.map(({ emoji, count }) => (
            <li key={emoji}>
              {emoji} <span className="count">{count}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
});
