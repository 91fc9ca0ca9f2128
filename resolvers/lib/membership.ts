import type { ChannelMemberRow, ChannelRow, WorkspaceMemberRow } from '#generated/models';
import type { Standing } from './stash.ts';

/**
 * Whether a person is in a channel. The people of a direct message are for good. A membership of any other channel counts only
 * for the stay in the workspace that it was given in: who left the workspace and came back is in none.
 */
export function isInChannel(
  userId: string,
  channel: ChannelRow | null,
  membership: ChannelMemberRow | null,
  workspaceMember: WorkspaceMemberRow | null,
): boolean {
  if (!channel || !workspaceMember) return false;
  if (channel.isDm) return (channel.members ?? []).indexOf(userId) >= 0;
  return !!membership && membership.membershipId === workspaceMember.membershipId;
}

/** Whether somebody who is no longer in a channel may not even read it. */
export function losesChannel(channel: ChannelRow, workspaceMember: WorkspaceMemberRow | null): boolean {
  return channel.isPrivate || workspaceMember?.role === 'GUEST';
}

/** What a person is in a channel and its workspace, by the rows that were read of them. */
export function standingOf(
  userId: string,
  channel: ChannelRow | null,
  membership: ChannelMemberRow | null,
  workspaceMember: WorkspaceMemberRow | null,
): Standing {
  const isIn = isInChannel(userId, channel, membership, workspaceMember);
  return {
    userId,
    workspaceMember,
    isInChannel: isIn,
    membership: isIn ? membership : null,
    lapsed: isIn ? null : membership,
  };
}
