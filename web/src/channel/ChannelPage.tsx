import type { Channel, MyChannel } from '@parley/client';
import { MessagingError } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { forgetPlace, lastPlace, rememberPlace } from '../shell/last-place.ts';
import { Notice } from '../shell/Notice.tsx';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { strings } from '../strings/index.ts';
import { ChannelView } from './ChannelView.tsx';
import { Missing } from './Missing.tsx';
import { useWord } from './use-word.ts';
import { Word } from './Word.tsx';

const words = strings.channel;

interface ChannelPageProps {
  /** What the address says that the place is. */
  kind: 'channel' | 'dm';
}

/** The channel or direct message that the address names. */
export function ChannelPage(props: ChannelPageProps) {
  const { channelId = '' } = useParams();
  const { word, hush } = useWord();
  const [opening, setOpening] = useState(0);
  const place: PlaceProps = {
    ...props,
    channelId,
    above: word === null ? null : <Word text={word} onClose={hush} />,
    reopen: () => setOpening(opening + 1),
  };
  // Another channel is another page: nothing of the last one's may stay.
  return <Place key={`${channelId} ${opening}`} {...place} />;
}

interface PlaceProps extends ChannelPageProps {
  channelId: string;
  /** Stands above the messages. */
  above: ReactNode;
  /** Begins anew with this place. */
  reopen: () => void;
}

function Place(props: PlaceProps) {
  const { workspaces } = useShell();
  const row = workspaces.flatMap((each) => each.channels).find(({ channel }) => channel.id === props.channelId) ?? null;
  // Whoever joins, or is taken out, while they look goes on looking at the same page.
  const [atFirst] = useState(row);
  if (atFirst) return <Found {...props} channel={(row ?? atFirst).channel} row={row} atFirst={atFirst} />;
  return <Unlisted {...props} row={row} />;
}

/** A channel that is not in the sidebar: a public one that the reader has not joined, a new one, or none. */
function Unlisted(props: PlaceProps & { row: MyChannel | null }) {
  const { channelId } = props;
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
          <p className="opening">{words.opening}</p>
        </main>
      );
    case 'loaded':
      return <Found {...props} channel={channel.value} atFirst={null} />;
    case 'failed':
      return isMissing ? (
        <Missing />
      ) : (
        <Notice
          title={words.failedTitle}
          action={
            <button className="button" type="button" onClick={channel.retry}>
              {words.tryAgain}
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

interface FoundProps extends PlaceProps {
  channel: Channel;
  /** What the sidebar says of it now. Null = the reader is not in it. */
  row: MyChannel | null;
  /** The same as the place was opened. */
  atFirst: MyChannel | null;
}

function Found({ kind, channel, row, atFirst, above, reopen }: FoundProps) {
  const { me } = useShell();
  const { search } = useLocation();
  const path = channelPath(channel);
  const isRightPlace = channel.isDm === (kind === 'dm');
  useEffect(() => {
    if (isRightPlace) rememberPlace(me.id, path);
  }, [isRightPlace, me.id, path]);
  if (!isRightPlace) return <Navigate to={path + search} replace />;
  return (
    <ChannelView
      known={channel}
      isMember={row !== null}
      // Where nothing was unread there is no line: what comes from now on is seen as it comes.
      readThrough={atFirst && atFirst.unreadCount > 0 ? atFirst.lastReadSeq : null}
      above={above}
      reopen={reopen}
    />
  );
}
