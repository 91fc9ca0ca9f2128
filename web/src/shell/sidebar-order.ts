import type { MyChannel } from '@parley/client';

export interface SidebarLists {
  readonly channels: readonly MyChannel[];
  readonly dms: readonly MyChannel[];
}

/**
 * The places of a workspace as the sidebar lists them: channels by name, direct messages by the last one written. An archived channel is not
 * listed, unless it is open or holds something unread; one finds it where one finds all.
 */
export function sidebarLists(places: readonly MyChannel[], openId: string | null = null): SidebarLists {
  const isListed = ({ channel, unreadCount }: MyChannel) =>
    !channel.archivedAt || unreadCount > 0 || channel.id === openId;
  return {
    channels: places.filter((place) => !place.channel.isDm && isListed(place)),
    dms: places.filter(({ channel }) => channel.isDm).toSorted((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1)),
  };
}

export function sidebarOrder(places: readonly MyChannel[]): readonly MyChannel[] {
  const { channels, dms } = sidebarLists(places);
  return [...channels, ...dms];
}

/** ISO 8601 sorts as it reads. */
function lastOf({ channel }: MyChannel): string {
  return channel.lastMessageAt ?? channel.createdAt;
}
