import type { Channel } from '@parley/client';
import { MessagingError } from '@parley/client';
import { useEffect } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { forgetPlace, lastPlace, rememberPlace } from '../shell/last-place.ts';
import { Notice } from '../shell/Notice.tsx';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { ChannelView } from './ChannelView.tsx';

/** The channel or direct message that the address names. */
export function ChannelPage({ kind }: { kind: 'channel' | 'dm' }) {
  const { channelId = '' } = useParams();
  const { workspaces } = useShell();
  const mine = workspaces.flatMap((each) => each.channels).find(({ channel }) => channel.id === channelId);
  // Another channel is another page: nothing of the last one's may stay.
  if (mine) return <Found key={channelId} kind={kind} channel={mine.channel} />;
  return <Unlisted key={channelId} kind={kind} channelId={channelId} />;
}

/** A channel that is not in the sidebar: a public one that the reader has not joined, or none. */
function Unlisted({ kind, channelId }: { kind: 'channel' | 'dm'; channelId: string }) {
  const { parley, me } = useShell();
  const channel = useLoaded(() => parley.channel(channelId), [parley, channelId]);
  const error = channel.status === 'failed' ? channel.error : null;
  const isMissing = error instanceof MessagingError && (error.type === 'NotFound' || error.code === 'ID_INVALID');
  useSessionEnd(error);
  useEffect(() => {
    const place = lastPlace(me.id);
    if (isMissing && place && decodeURIComponent(place).endsWith(`/${channelId}`)) forgetPlace(me.id);
  }, [isMissing, me.id, channelId]);

  switch (channel.status) {
    case 'loading':
      return (
        <main className="channel" aria-busy="true">
          <p className="opening">Opening…</p>
        </main>
      );
    case 'loaded':
      return <Found kind={kind} channel={channel.value} />;
    case 'failed':
      return isMissing ? (
        <Notice title="Channel not found" action={<Link to="/">Go to your channels</Link>}>
          It does not exist, or you may not see it.
        </Notice>
      ) : (
        <Notice
          title="The channel did not open"
          action={
            <button className="button" type="button" onClick={channel.retry}>
              Try again
            </button>
          }
        >
          {sayError(channel.error)}
        </Notice>
      );
    default:
      return channel satisfies never;
  }
}

function Found({ kind, channel }: { kind: 'channel' | 'dm'; channel: Channel }) {
  const { me } = useShell();
  const path = channelPath(channel);
  const isRightPlace = channel.isDm === (kind === 'dm');
  useEffect(() => {
    if (isRightPlace) rememberPlace(me.id, path);
  }, [isRightPlace, me.id, path]);
  return isRightPlace ? <ChannelView channel={channel} /> : <Navigate to={path} replace />;
}
