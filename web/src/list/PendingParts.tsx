import type { Message } from '@parley/client';
import { Attachments } from './Attachments.tsx';
import { Byline } from './Byline.tsx';
import { clockIcon } from './icons.tsx';
import { useList } from './list-context.ts';
import { Content, Ways } from './MessageParts.tsx';
import { Quote } from './Quote.tsx';
import type { PendingRow } from './rows.ts';
import { words } from './words.ts';

/** What the row of a message that is not stored yet shows. */
export function PendingParts({
  row: { pending, isFirst },
  quoted,
}: {
  row: PendingRow;
  quoted: Message | null | undefined;
}) {
  const { me, actions, run, sayReason } = useList();
  const { id, state, reason } = pending;
  // What can be done about it comes to whoever points at the row.
  const waits =
    state === 'queued' ? (
      <span className="waits" title={words.pending.queued}>
        {clockIcon}
      </span>
    ) : null;
  return (
    <>
      <Byline id={id} userId={me} at={pending.createdAt} isFirst={isFirst} />
      {pending.replyToId !== null ? <Quote id={pending.replyToId} message={quoted} /> : null}
      <div id={`said-${id}`}>
        {pending.content ? <Content content={pending.content} mark={waits} /> : null}
        {pending.attachments.length > 0 ? <Attachments message={pending} /> : null}
        {pending.content ? null : waits}
      </div>
      {state === 'refused' ? (
        <p className="row-note is-problem">
          <span>
            {words.pending.refused}
            {reason ? `: ${sayReason(reason)}` : '.'}
          </span>
          <Ways
            retry={actions.retry && (() => run(() => actions.retry?.(id)))}
            edit={actions.editPending && (() => actions.editPending?.(pending))}
            discard={actions.discard && (() => run(() => actions.discard?.(id)))}
          />
        </p>
      ) : (
        // Most are stored within the blink of an eye: said to those who listen, shown as a lighter row, and a clock where they wait.
        <span className="visually-hidden">{words.pending[state]}</span>
      )}
    </>
  );
}
