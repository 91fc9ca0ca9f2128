import type { Channel, TimelineState } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { ChannelIcon } from '../shell/ChannelIcon.tsx';
import { MenuButton } from '../shell/MenuButton.tsx';
import { strings } from '../strings/index.ts';

const words = strings.channel;

interface Props {
  channel: Channel;
  name: string;
  status: TimelineState['status'];
  /** Stands at the end, such as buttons for members and settings. Default: nothing. */
  actions?: ReactNode;
}

export function ChannelHeader({ channel, name, status, actions }: Props) {
  return (
    <header className="channel-header">
      <MenuButton />
      <div className="channel-title">
        <h1 dir="auto">
          <ChannelIcon channel={channel} />
          <span className="channel-name">{name}</span>
          {channel.archivedAt && (
            <span className="channel-mark" title={words.archivedExplained}>
              {words.archived}
            </span>
          )}
        </h1>
        {channel.topic && (
          <p className="topic" dir="auto" title={channel.topic}>
            {channel.topic}
          </p>
        )}
      </div>
      <Connection status={status} />
      {actions}
    </header>
  );
}

function Connection({ status }: { status: TimelineState['status'] }) {
  const [wasLive, setWasLive] = useState(false);
  useEffect(() => {
    if (status === 'live') setWasLive(true);
  }, [status]);
  const said = status === 'reconnecting' && !wasLive ? words.connecting : words.status[status];
  return (
    // The banner tells of changes, once they are worth a word: a screen reader need not hear them twice.
    <p className={`connection is-${status}`} role="status" aria-live="off" aria-label={words.connection}>
      <span>{said}</span>
    </p>
  );
}
