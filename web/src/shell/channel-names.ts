import type { Channel } from '@parley/client';

/** What a channel is called: its name, or the people of a direct message without the reader. */
export function channelTitle(channel: Channel, myId: string, nameOf: (userId: string) => string): string {
  if (!channel.isDm) return channel.name ?? channel.id;
  const others = (channel.members ?? []).filter((userId) => userId !== myId);
  return new Intl.ListFormat(undefined, { style: 'narrow' }).format(others.map(nameOf));
}

export function channelPath(channel: Channel): string {
  return `/${channel.isDm ? 'dm' : 'channel'}/${encodeURIComponent(channel.id)}`;
}
