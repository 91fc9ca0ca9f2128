import type { Channel } from '@parley/client';
import { PeopleIcon, SettingsIcon } from '../shell/icons.tsx';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';
import { usePlace } from './use-place.ts';

const words = strings.shell;

/** For the channel's header: its people and its settings. */
export function ChannelActions({ channel: given }: { channel: Channel }) {
  const { openDialog } = useShell();
  const { channel } = usePlace(given);
  const count = channel.isDm ? (channel.members?.length ?? channel.memberCount) : channel.memberCount;
  return (
    <>
      <button
        className="header-button"
        type="button"
        aria-label={words.channelMembers(count)}
        title={words.channelMembers(count)}
        onClick={() => openDialog({ kind: 'members', channel })}
      >
        <PeopleIcon />
        <span aria-hidden="true">{count}</span>
      </button>
      {!channel.isDm && (
        <button
          className="icon-button"
          type="button"
          aria-label={words.channelSettings}
          title={words.channelSettings}
          onClick={() => openDialog({ kind: 'settings', channel })}
        >
          <SettingsIcon />
        </button>
      )}
    </>
  );
}
