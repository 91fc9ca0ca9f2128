import type { Channel } from '@parley/client';
import { strings } from '../strings/index.ts';

const list = new Intl.ListFormat(strings.language, { style: 'narrow' });

/** What a channel is called: its name, or the people of a direct message without the reader. */
export function channelTitle(channel: Channel, myId: string, nameOf: (userId: string) => string): string {
  if (!channel.isDm) return channel.name ?? channel.id;
  const others = othersOf(channel, myId);
  return list.format(others.map(nameOf));
}

/** The people of a direct message but for the reader; who writes to themselves is alone with themselves. */
export function othersOf(channel: Channel, myId: string): readonly string[] {
  const members = channel.members ?? [];
  const others = members.filter((userId) => userId !== myId);
  return others.length > 0 ? others : members;
}

export function channelPath(channel: Channel): string {
  return `/${channel.isDm ? 'dm' : 'channel'}/${encodeURIComponent(channel.id)}`;
}

export function workspacePath(workspaceId: string): string {
  return `/workspace/${encodeURIComponent(workspaceId)}`;
}
