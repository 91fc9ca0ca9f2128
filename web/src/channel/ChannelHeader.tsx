import type { Channel, TimelineState } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { ChannelIcon } from '../shell/ChannelIcon.tsx';
import { MenuButton } from '../shell/MenuButton.tsx';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';

const words = strings.channel;

interface Props {
  channel: Channel;
  name: string;
  status: TimelineState['status'];
  /** Stands at the end, such as buttons for members and settings. Default: nothing. */
  actions?: ReactNode;
}

/** What the channel is; its name leads to its settings, or to the people of a direct message. */
export function ChannelHeader({ channel, name, status, actions }: Props) {
  const { openDialog } = useShell();
  return (
    <header className="channel-header">
      <MenuButton />
      <div className="channel-title" title={channel.topic ?? undefined}>
        <h1 dir="auto">
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => openDialog({ kind: channel.isDm ? 'members' : 'settings', channel })}
          >
            <ChannelIcon channel={channel} />
            <span className="channel-name">{name}</span>
          </button>
          {channel.archivedAt && (
            <span className="channel-mark" title={words.archivedExplained}>
              {words.archived}
            </span>
          )}
        </h1>
        {channel.topic && (
          <p className="topic" dir="auto">
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
