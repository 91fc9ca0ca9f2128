import type { Channel, TimelineState } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { ChannelIcon } from '../shell/ChannelIcon.tsx';
import { MenuButton } from '../shell/MenuButton.tsx';

interface Props {
  channel: Channel;
  name: string;
  state: TimelineState;
  /** Buttons at its end. */
  actions?: ReactNode;
}

export function ChannelHeader({ channel, name, state, actions }: Props) {
  return (
    <header className="channel-header">
      <MenuButton />
      <div className="channel-title">
        <h1 dir="auto">
          <ChannelIcon channel={channel} />
          <span>{name}</span>
        </h1>
        {channel.topic && (
          <p className="topic" dir="auto" title={channel.topic}>
            {channel.topic}
          </p>
        )}
      </div>
      <Connection status={state.status} />
      {actions}
    </header>
  );
}

function Connection({ status }: { status: TimelineState['status'] }) {
  const [wasLive, setWasLive] = useState(false);
  useEffect(() => {
    if (status === 'live') setWasLive(true);
  }, [status]);
  return (
    <p className={`connection is-${status}`} role="status" aria-label="Connection">
      {say(status, wasLive)}
    </p>
  );
}

function say(status: TimelineState['status'], wasLive: boolean): string {
  switch (status) {
    case 'live':
      return 'Live';
    case 'catching-up':
      return 'Catching up…';
    case 'reconnecting':
      return wasLive ? 'Reconnecting…' : 'Connecting…';
    case 'offline':
      return 'Offline';
    default:
      return status satisfies never;
  }
}
