import type { Context } from '@aws-appsync/utils';
import type { ChannelMemberRow, ChannelRow, UserRow, WorkspaceMemberRow } from '#generated/models';
import type { ChannelMember, WorkspaceMember } from '#generated/schema';
import { callerId } from './caller.ts';
import type { ChannelStash } from './stash.ts';

/** A stored membership of a workspace as its people see it. `user` null = never signed in. */
export function workspaceMemberOf(row: WorkspaceMemberRow, user: UserRow | null): WorkspaceMember {
  return {
    workspaceId: row.workspaceId,
    userId: row.userId,
    role: row.role,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    user,
  };
}

/** What a membership says to everyone. */
export type SharedMembership = Pick<ChannelMemberRow, 'channelId' | 'userId' | 'addedBy' | 'createdAt'>;

/** A stored membership of a channel as others see it, and as events tell it. `user` null = never signed in. */
export function channelMemberOf(row: SharedMembership, user: UserRow | null): ChannelMember {
  return { channelId: row.channelId, userId: row.userId, addedBy: row.addedBy, createdAt: row.createdAt, user };
}

/** A stored membership of a channel as its own person sees it. */
export function ownChannelMemberOf(row: ChannelMemberRow, user: UserRow | null, channel: ChannelRow): ChannelMember {
  return {
    ...channelMemberOf(row, user),
    lastReadSeq: row.lastReadSeq,
    unreadCount: Math.max(0, channel.messageCount - row.readCount),
  };
}

/** `stash.membership`, of `stash.person`, as the caller sees it. */
export function memberFor(ctx: Context<object, ChannelStash>): ChannelMember {
  const { membership, person, channel } = ctx.stash;
  if (membership.userId === callerId(ctx)) return ownChannelMemberOf(membership, person.user, channel);
  return channelMemberOf(membership, person.user);
}
