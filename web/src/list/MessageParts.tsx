import type { Message, PendingChange } from '@parley/client';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Attachments } from './Attachments.tsx';
import { Byline } from './Byline.tsx';
import { useList } from './list-context.ts';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import type { MessageRow } from './rows.ts';
import { sayExactTime } from './say-time.ts';
import { words } from './words.ts';

interface Props {
  row: MessageRow;
  isEditing: boolean;
  quoted: Message | null | undefined;
}

/** What a stored message's row shows. */
export function MessageParts({ row: { message, isFirst, changes }, isEditing, quoted }: Props) {
  const { id, userId, createdAt } = message;
  return (
    <>
      <Byline id={id} userId={userId} at={createdAt} isFirst={isFirst} />
      {message.deletedAt ? (
        <p className="content is-deleted" id={`said-${id}`}>
          {words.tombstone}
        </p>
      ) : (
        <>
          {message.replyToId !== null ? <Quote id={message.replyToId} message={quoted} /> : null}
          <div id={`said-${id}`}>
            {message.content ? <Content content={message.content} editedAt={message.editedAt} /> : null}
            {message.attachments.length > 0 ? <Attachments message={message} /> : null}
          </div>
          {message.reactions.length > 0 ? <Reactions message={message} /> : null}
          {isEditing ? <p className="row-note">{words.beingEdited}</p> : null}
        </>
      )}
      {changes.map((change) => (
        <ChangeNote key={change.id} change={change} />
      ))}
    </>
  );
}

/** What a message says, and after its last word that it was edited, or `mark`. */
export function Content({
  content,
  editedAt = null,
  mark = null,
}: {
  content: string;
  editedAt?: string | null;
  mark?: ReactNode;
}) {
  const { renderContent } = useList();
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The list is one tab stop: what can be pressed inside a message is reached from its row.
    for (const control of element.current?.querySelectorAll<HTMLElement>('a, button, summary, input') ?? []) {
      control.tabIndex = -1;
    }
  });
  const after = editedAt ? (
    <span className="edited" title={words.editedAt(sayExactTime(editedAt))}>
      {' '}
      {words.edited}
    </span>
  ) : (
    mark
  );
  if (renderContent) return <div ref={element}>{renderContent(content, after)}</div>;
  return (
    <div className="content is-plain" dir="auto" ref={element}>
      {content}
      {after}
    </div>
  );
}

function ChangeNote({ change: { id, kind, state, reason } }: { change: PendingChange }) {
  const { actions, run, sayReason } = useList();
  // A reaction on its way shows as if it had arrived.
  if (kind === 'react' && state !== 'refused') return null;
  if (state !== 'refused') return <p className="row-note">{words.change[kind][state]}</p>;
  return (
    <p className="row-note is-problem">
      <span>
        {words.change[kind].refused}
        {reason ? `: ${sayReason(reason)}` : '.'}
      </span>
      <Ways
        retry={actions.retry && (() => run(() => actions.retry?.(id)))}
        discard={actions.discard && (() => run(() => actions.discard?.(id)))}
      />
    </p>
  );
}

/** What can be done with something that was refused. */
export function Ways({
  retry,
  edit,
  discard,
}: Partial<Record<'retry' | 'edit' | 'discard', (() => void) | undefined>>) {
  const ways = [
    [words.tryAgain, retry],
    [words.edit, edit],
    [words.discard, discard],
  ] as const;
  return ways.map(([label, act]) =>
    act ? (
      <button key={label} type="button" className="way" tabIndex={-1} onClick={act}>
        {label}
      </button>
    ) : null,
  );
}
