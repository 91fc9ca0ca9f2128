import type { Channel, ChannelTimeline, Message, TimelineState } from '@parley/client';
import { MessagingError, operationsOf } from '@parley/client';
import { type ReactNode, use, useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { MessageContent } from '../content/MessageContent.tsx';
import { MessageList } from '../list/MessageList.tsx';
import type { MessageListActions } from '../list/message-list-props.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import { channelPath } from '../shell/channel-names.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';

interface Props {
  channel: Channel;
  /** How the channel is called in a sentence. */
  label: string;
  timeline: ChannelTimeline | null;
  state: TimelineState;
  /** Counts what the reader has sent: each one leads to the end of the list. */
  sends: number;
}

/** The message list of one channel, over its timeline. `?at=` in the address names the position of a message to go to. */
export function ChannelMessages({ channel, label, timeline, state, sends }: Props) {
  const { parley, me } = useShell();
  const names = use(PersonNamesContext);
  const nameOf = useCallback((userId: string) => names.get(userId) ?? userId, [names]);
  const renderContent = useCallback(
    (content: string, after: ReactNode) => (
      <MessageContent content={content} nameOf={(id) => names.get(id) ?? null} me={me.id} after={after} />
    ),
    [names, me.id],
  );
  const [search] = useSearchParams();
  const at = Number(search.get('at') ?? 0);
  const target = useMemo(() => (Number.isSafeInteger(at) && at > 0 ? { seq: at } : null), [at]);
  return (
    <MessageList
      label={label}
      isDm={channel.isDm}
      me={me.id}
      nameOf={nameOf}
      messages={state.messages}
      pending={state.pending}
      changes={state.changes}
      isLoaded={state.isLoaded}
      hasOlder={state.hasOlder}
      isLoadingOlder={state.isLoadingOlder}
      hasNewer={state.hasNewer}
      isLoadingNewer={state.isLoadingNewer}
      problem={state.error ? { text: sayError(state.error) } : null}
      target={target}
      endRequests={sends}
      actions={timeline ? actionsOf(timeline, parley, channel) : noActions}
      renderContent={renderContent}
      sayError={sayError}
    />
  );
}

const noActions: MessageListActions = {};

function actionsOf(
  timeline: ChannelTimeline,
  parley: ReturnType<typeof useShell>['parley'],
  channel: Channel,
): MessageListActions {
  const reading: MessageListActions = {
    loadOlder: () => timeline.loadOlder(),
    loadNewer: () => timeline.loadNewer(),
    jumpTo: (place) => timeline.jumpTo(place),
    findMessage: (id) => quoted(operationsOf(parley).message(id), channel),
    linkTo: ({ seq }) => new URL(`${channelPath(channel)}?at=${seq}`, location.origin).href,
    async whoReacted({ channelId, id: messageId }, emoji) {
      const { items } = await operationsOf(parley).reactions({ channelId, messageId, emoji });
      return items.map(({ userId }) => userId);
    },
  };
  if (channel.archivedAt) return reading;
  return {
    ...reading,
    react: ({ id }, emoji, isOn) => timeline.react(id, emoji, isOn),
    remove: ({ id }) => timeline.remove(id),
    retry: (id) => timeline.retry(id),
    discard: (id) => timeline.discard(id),
  };
}

/** Null = there is none that the reader may see, or it is of another channel. */
async function quoted(asked: Promise<Message>, { id }: Channel): Promise<Message | null> {
  try {
    const message = await asked;
    return message.channelId === id ? message : null;
  } catch (error) {
    if (error instanceof MessagingError && error.type === 'NotFound') return null;
    throw error;
  }
}
