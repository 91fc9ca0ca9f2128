import type { MyChannel } from '@parley/client';
import { strings } from '../strings/index.ts';
import { callOf } from './badge.ts';

const mostShown = 99;

/**
 * How many messages of a place are unread. That one of them mentions the reader is a sign of its own: how many do is not known, and the
 * number is of all of them. Only for the eye; nothing where all is read.
 */
export function Badges({ place }: { place: MyChannel }) {
  const { channel, unreadCount, isMentioned } = place;
  const call = callOf(place);
  if (call === 'quiet') return null;
  return (
    <>
      {isMentioned && !channel.isDm && (
        <span className="badge is-loud" aria-hidden="true">
          @
        </span>
      )}
      <span className={`badge is-${channel.isDm ? 'loud' : 'unread'}`} aria-hidden="true">
        {unreadCount > mostShown ? strings.shell.more : unreadCount}
      </span>
    </>
  );
}
