import { type Channel, type ChannelTimeline, type Message, operationsOf, type TimelineState } from '@parley/client';
import { type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { MessageContent } from '../content/MessageContent.tsx';
import { openLinks } from '@parley/client/attachments';
import { StoredFile } from '../files/StoredFile.tsx';
import { MessageList } from '../list/MessageList.tsx';
import type { MessageListActions, MessageListProps } from '../list/message-list-props.ts';
import { useEvent } from '../list/use-event.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import { channelPath } from '../shell/channel-names.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';
import { quotedBy } from './quoted-by.ts';
import { ReactionPicker } from './ReactionPicker.tsx';
import { sayReason } from './say-reason.ts';
import type { EditingInChannel } from './use-editing.ts';
import { useReading } from './use-reading.ts';
import { useTarget } from './use-target.ts';

interface Props {
  channel: Channel;
  /** How the channel is called in a sentence. */
  label: string;
  timeline: ChannelTimeline | null;
  state: TimelineState;
  readThrough: number | null;
  mayModerate: boolean;
  /** Counts what the reader has sent: each one leads to the end of the list. */
  sends: number;
  editingId: string | null;
  /** Undefined = nobody can write. */
  onEdit: EditingInChannel['begin'] | undefined;
  onReply: ((message: Message) => void) | undefined;
  /** A sentence for the reader. Null = none yet. */
  word: { readonly text: string } | null;
  say: (text: string) => void;
  reopen: () => void;
}

interface Picking {
  message: Message;
  at: DOMRect;
}

/** The message list of one channel, over its timeline. `?at=` in the address names the position of a message to go to. */
export function ChannelMessages(props: Props) {
  const { channel, label, timeline, state, sends, onEdit, onReply, say, reopen } = props;
  const { parley, me } = useShell();
  const names = use(PersonNamesContext);
  const nameOf = useCallback((userId: string) => names.get(userId) ?? userId, [names]);
  const renderContent = useCallback(
    (content: string, after: ReactNode) => (
      <MessageContent content={content} nameOf={(id) => names.get(id) ?? null} me={me.id} after={after} />
    ),
    [names, me.id],
  );
  const links = useMemo(() => openLinks(parley), [parley]);
  const sayLast = useEvent(say);
  const renderAttachment = useCallback<NonNullable<MessageListProps['renderAttachment']>>(
    (attachment, message) =>
      'seq' in message ? <StoredFile attachment={attachment} message={message} links={links} say={sayLast} /> : null,
    [links, sayLast],
  );
  const [picking, setPicking] = useState<Picking | null>(null);
  const reading = useReading(channel.id, timeline, state, props.readThrough, sends);
  const target = useTarget();

  const readingActions: MessageListActions = timeline
    ? {
        loadOlder: timeline.loadOlder,
        loadNewer: timeline.loadNewer,
        jumpTo: timeline.jumpTo,
        findMessage: (id) => quotedBy(operationsOf(parley).message(id), channel.id),
        linkTo: ({ seq }) => new URL(`${channelPath(channel)}?at=${seq}`, location.origin).href,
        async whoReacted({ channelId, id: messageId }, emoji) {
          const { items } = await operationsOf(parley).reactions({ channelId, messageId, emoji });
          return items.map(({ userId }) => userId);
        },
        discard: (id) => timeline.discard(id),
        onSeen: reading.onSeen,
        markUnread(message) {
          reading.markUnread(message);
          say(strings.channel.markedUnread);
        },
      }
    : {};
  const writingActions: MessageListActions =
    timeline && onEdit && onReply
      ? {
          react: ({ id }, emoji, isOn) => timeline.react(id, emoji, isOn),
          pickReaction: (message, near) => setPicking({ message, at: near.getBoundingClientRect() }),
          reply: onReply,
          edit: onEdit,
          editPending: onEdit,
          remove: ({ id }) => timeline.remove(id),
          retry: (id) => timeline.retry(id),
        }
      : {};

  return (
    <>
      <MessageList
        label={label}
        isDm={channel.isDm}
        me={me.id}
        nameOf={nameOf}
        messages={state.messages}
        pending={state.pending}
        changes={state.changes}
        lastReadSeq={reading.lastReadSeq}
        isLoaded={state.isLoaded}
        hasOlder={state.hasOlder}
        isLoadingOlder={state.isLoadingOlder}
        hasNewer={state.hasNewer}
        isLoadingNewer={state.isLoadingNewer}
        problem={state.error ? { text: sayError(state.error), retry: reopen } : null}
        target={target}
        endRequests={sends}
        editingId={props.editingId}
        mayModerate={props.mayModerate}
        word={props.word}
        actions={{ ...readingActions, ...writingActions }}
        renderContent={renderContent}
        renderAttachment={renderAttachment}
        sayError={sayError}
        sayReason={sayReason}
      />
      {picking && timeline && (
        <ReactionPicker
          at={picking.at}
          rowId={picking.message.id}
          onPick={(emoji) => {
            timeline.react(picking.message.id, emoji, true).catch((error: unknown) => say(sayError(error)));
          }}
          onClose={() => setPicking(null)}
        />
      )}
    </>
  );
}
