import type { ChannelRow } from '#generated/models';
import type { Channel } from '#generated/schema';
import { timeOf } from './time.ts';

/** A stored channel as readers see it. */
export function channelOf(row: ChannelRow): Channel {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    name: row.name,
    topic: row.topic,
    isPrivate: row.isPrivate,
    isDm: row.isDm,
    members: row.members,
    memberCount: row.memberCount,
    headSeq: row.headSeq,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    archivedAt: row.archivedAt,
    lastMessageAt: row.lastMessageAt ? timeOf(row.lastMessageAt) : null,
  };
}
