import { type Channel, operationsOf } from '@parley/client';
import { useChannel } from '@parley/client/react';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ChannelActions } from '../members/ChannelActions.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { channelTitle } from '../shell/channel-names.ts';
import { useShell } from '../shell/shell-context.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { useTitle } from '../shell/use-title.ts';
import { strings } from '../strings/index.ts';
import { ChannelComposer } from './ChannelComposer.tsx';
import { ChannelHeader } from './ChannelHeader.tsx';
import { ChannelMessages } from './ChannelMessages.tsx';
import { JoinStrip } from './JoinStrip.tsx';
import { LedOut } from './LedOut.tsx';
import { lastOwn } from './last-own.ts';
import { Missing } from './Missing.tsx';
import { placeOfLink } from './place-of-link.ts';
import { quotedBy } from './quoted-by.ts';
import { useDraft } from './use-draft.ts';
import { useEditing } from './use-editing.ts';

interface Props {
  /** The channel as it was known before it was opened, or as the sidebar knows it. */
  known: Channel;
  isMember: boolean;
  /** How far the reader had read as they came. Null = everything, or not known. */
  readThrough: number | null;
  above: ReactNode;
  reopen: () => void;
}

/** One channel or direct message that is open to the reader: what stands in it, and where they write. */
export function ChannelView({ known, isMember, readThrough, above, reopen }: Props) {
  const { parley, me, workspaces } = useShell();
  const nameOf = usePersonName();
  const navigate = useNavigate();
  const { timeline, state } = useChannel(known.id);
  const draft = useDraft(known.id);
  const [word, setWord] = useState<{ text: string } | null>(null);
  const say = (text: string) => setWord({ text });
  const editing = useEditing(state, timeline, () => say(strings.channel.editedGone));
  const [sends, setSends] = useState(0);
  const channel = state.channel && state.channel.headSeq >= known.headSeq ? state.channel : known;
  const name = channelTitle(channel, me.id, nameOf);
  const label = channel.isDm ? name : `#${name}`;
  const isOpen = channel.archivedAt === null;
  const role = workspaces.find(({ workspace }) => workspace.id === channel.workspaceId)?.role;
  useTitle(label);
  useSessionEnd(state.error);

  if (state.error && (state.error.type === 'NotFound' || state.error.type === 'Forbidden')) {
    // Whoever has seen something of it was in it until now.
    if (!state.isLoaded) return <Missing />;
    return <LedOut channelId={channel.id} workspaceId={channel.workspaceId} label={label} />;
  }

  /** Links to places of Parley lead there within this page. */
  function follow(event: MouseEvent) {
    const place = placeOfLink(event);
    if (place === null) return;
    event.preventDefault();
    void navigate(place);
  }

  return (
    <main className="channel" onClick={follow}>
      <ChannelHeader
        channel={channel}
        name={name}
        status={state.status}
        actions={<ChannelActions channel={channel} />}
      />
      {above}
      <ChannelMessages
        channel={channel}
        label={label}
        timeline={timeline}
        state={state}
        readThrough={readThrough}
        mayModerate={role === 'OWNER' || role === 'ADMIN'}
        sends={sends}
        editingId={editing.editing?.id ?? null}
        onEdit={isOpen ? editing.begin : undefined}
        onReply={isOpen ? ({ id }) => draft.answer(id) : undefined}
        word={word}
        say={say}
        reopen={reopen}
      />
      {!isMember && !channel.isDm && isOpen && <JoinStrip channelId={channel.id} label={label} />}
      <ChannelComposer
        channelId={channel.id}
        label={label}
        me={me.id}
        isOpen={isOpen}
        timeline={timeline}
        state={state}
        draft={draft}
        editing={editing}
        findMessage={(id) => quotedBy(operationsOf(parley).message(id), channel.id)}
        onEditLast={() => {
          // What was said last is known only where the newest messages are loaded.
          const last = state.hasNewer ? null : lastOwn(state.messages, state.pending, me.id);
          if (last) editing.begin(last);
        }}
        onPost={() => setSends((count) => count + 1)}
      />
    </main>
  );
}
