import type { Channel } from '@parley/client';
import { Avatar } from '../people/Avatar.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { ChannelIcon } from './ChannelIcon.tsx';
import { othersOf } from './channel-names.ts';
import { useShell } from './shell-context.ts';

/** A channel's sign; of a direct message the face of the other, or of the first two. */
export function PlaceIcon({ channel }: { channel: Channel }) {
  const { me } = useShell();
  const nameOf = usePersonName();
  if (!channel.isDm) return <ChannelIcon channel={channel} />;
  const [first, second] = othersOf(channel, me.id);
  if (first === undefined) return <ChannelIcon channel={channel} />;
  if (second === undefined) return <Avatar userId={first} name={nameOf(first)} />;
  return (
    <span className="faces" aria-hidden="true">
      <Avatar userId={first} name={nameOf(first)} isTiny />
      <Avatar userId={second} name={nameOf(second)} isTiny />
    </span>
  );
}
