import type { Channel, MyChannel } from '../../../client/src/index.ts';

/** A place of `harbor` in which everything is read, unless said. */
export function place(
  id: string,
  more: Partial<Channel> = {},
  news: Partial<Omit<MyChannel, 'channel'>> = {},
): MyChannel {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return {
    channel: {
      id: `harbor_${id}`,
      workspaceId: 'harbor',
      name: more.isDm ? null : id,
      topic: null,
      isPrivate: false,
      isDm: false,
      members: null,
      memberCount: 2,
      headSeq: 10,
      createdBy: 'alice',
      createdAt,
      updatedAt: createdAt,
      archivedAt: null,
      lastMessageAt: null,
      ...more,
    },
    lastReadSeq: 10,
    unreadCount: 0,
    isMentioned: false,
    ...news,
  };
}
