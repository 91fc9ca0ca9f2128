import type { Channel } from '@parley/client';
import { useChannel } from '@parley/client/react';
import { useState } from 'react';
import { ChannelActions } from '../members/ChannelActions.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { channelTitle } from '../shell/channel-names.ts';
import { Notice } from '../shell/Notice.tsx';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { useTitle } from '../shell/use-title.ts';
import { ChannelComposer } from './ChannelComposer.tsx';
import { ChannelHeader } from './ChannelHeader.tsx';
import { ChannelMessages } from './ChannelMessages.tsx';

export function ChannelView({ channel }: { channel: Channel }) {
  const { parley, me } = useShell();
  const nameOf = usePersonName();
  const { timeline, state } = useChannel(channel.id);
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
      <ChannelHeader channel={channel} name={name} state={state} actions={<ChannelActions channel={channel} />} />
      <ChannelMessages channel={channel} label={label} timeline={timeline} state={state} sends={sends} />
      <ChannelComposer
        label={label}
        me={me.id}
        isReady={timeline !== null}
        closed={channel.archivedAt ? 'archived' : null}
        send={async (draft) => {
          setSends((count) => count + 1);
          await parley.send({ ...draft, channelId: channel.id });
        }}
      />
    </main>
  );
}
