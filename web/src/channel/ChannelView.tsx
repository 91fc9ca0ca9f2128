import type { Channel } from '@parley/client';
import { useState } from 'react';
import { usePersonName } from '../people/use-person-name.ts';
import { channelTitle } from '../shell/channel-names.ts';
import { Notice } from '../shell/Notice.tsx';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { useTitle } from '../shell/use-title.ts';
import { ChannelHeader } from './ChannelHeader.tsx';
import { Composer } from './Composer.tsx';
import { MessageList } from './MessageList.tsx';
import { useTimeline } from './use-timeline.ts';

export function ChannelView({ channel }: { channel: Channel }) {
  const { parley, me } = useShell();
  const nameOf = usePersonName();
  const { timeline, state } = useTimeline(parley, channel.id);
  const [sends, setSends] = useState(0);
  const name = channelTitle(channel, me.id, nameOf);
  const label = channel.isDm ? name : `#${name}`;
  useTitle(label);
  useSessionEnd(state.error);

  if (state.error?.type === 'NotFound' || state.error?.type === 'Forbidden') {
    return <Notice title="No longer open to you">{sayError(state.error)}</Notice>;
  }
  return (
    <main className="channel">
      <ChannelHeader channel={channel} name={name} state={state} />
      <MessageList channel={channel} label={label} timeline={timeline} state={state} sends={sends} />
      {channel.archivedAt ? (
        <p className="closed">This channel is archived. Nobody can write here.</p>
      ) : (
        <Composer
          label={label}
          isReady={timeline !== null}
          send={async (draft) => {
            setSends((count) => count + 1);
            await timeline?.send(draft);
          }}
        />
      )}
    </main>
  );
}
