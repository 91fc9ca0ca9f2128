import type { MyChannel } from '@parley/client';

/** How loudly a place calls. `quiet`: all is read. `unread`: something was written. `loud`: it is meant for the reader. */
export type Call = 'quiet' | 'unread' | 'loud';

/** A direct message is always meant for its people. */
export function callOf({ channel, unreadCount, isMentioned }: MyChannel): Call {
  if (unreadCount === 0) return 'quiet';
  return isMentioned || channel.isDm ? 'loud' : 'unread';
}

export interface Total {
  readonly call: Call;
  /** What the window's title counts: messages of direct messages, and channels that mention the reader. */
  readonly count: number;
}

/** Over all places. */
export function totalOf(places: readonly MyChannel[]): Total {
  let count = 0;
  let hasUnread = false;
  for (const place of places) {
    const call = callOf(place);
    if (call !== 'quiet') hasUnread = true;
    if (call === 'loud') count += place.channel.isDm ? place.unreadCount : 1;
  }
  return { count, call: count > 0 ? 'loud' : hasUnread ? 'unread' : 'quiet' };
}
