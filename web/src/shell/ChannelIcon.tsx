import type { Channel } from '@parley/client';

/** # for a public channel, a lock for a private one, a speech bubble for a direct message. */
export function ChannelIcon({ channel }: { channel: Channel }) {
  return (
    <svg className="channel-icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={channel.isDm ? bubble : channel.isPrivate ? lock : hash} />
    </svg>
  );
}

const hash = 'M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5';
const lock =
  'M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1Z';
const bubble = 'M5 4h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-4.5L7 17v-3H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z';
