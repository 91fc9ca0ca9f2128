import type { ChannelRow, WorkspaceRole } from '#generated/models';

/** Everything that the right to a channel depends on, as the tables said it a moment ago. */
export interface Standing {
  userId: string;
  /** Null = there is no such channel. */
  channel: ChannelRow | null;
  /** Null = not in the channel's workspace. */
  role: WorkspaceRole | null;
  isMember: boolean;
}

export type ChannelAction =
  'read' | 'write' | 'markRead' | 'join' | 'leave' | 'addMember' | 'removeMember' | 'configure' | 'archive';

/**
 * `hidden`: to be answered as if there were no such channel. `fixed`: a direct message has it for good. `membersOnly`: not
 * without being in the channel. `role`: not as what the caller is.
 */
export type Verdict = 'allowed' | 'hidden' | 'fixed' | 'membersOnly' | 'role' | 'archived';

/**
 * Who may do what with a channel. A workspace is seen by its members alone; a private channel or a direct message by its own; a
 * guest sees just what they were added to. What one sees, one may write to. First comes whether the caller may ever do it, then
 * whether the channel is open.
 */
export function judge(action: ChannelAction, standing: Standing): Verdict {
  const { channel, role, isMember } = standing;
  if (!channel || !role) return 'hidden';
  const isOpen = !channel.isPrivate && !channel.isDm && role !== 'GUEST';
  if (!isOpen && !isMember) return 'hidden';
  switch (action) {
    case 'read':
      return 'allowed';
    case 'markRead':
      return isMember ? 'allowed' : 'membersOnly';
    case 'write':
      return whileOpen(channel);
    case 'join':
      return channel.isDm ? 'fixed' : whileOpen(channel);
    case 'leave':
      if (channel.isDm) return 'fixed';
      return isMember ? whileOpen(channel) : 'membersOnly';
    case 'addMember':
      if (channel.isDm) return 'fixed';
      if (!isMember) return 'membersOnly';
      return role === 'GUEST' ? 'role' : whileOpen(channel);
    case 'removeMember':
    case 'configure':
      if (channel.isDm) return 'fixed';
      return isInCharge(standing, channel) ? whileOpen(channel) : 'role';
    case 'archive':
      if (channel.isDm) return 'fixed';
      return isInCharge(standing, channel) ? 'allowed' : 'role';
  }
  action satisfies never;
  return 'hidden';
}

/** Whether the caller is above the other members: not by having made the channel, once they are a guest. */
export function isInCharge({ userId, role }: Pick<Standing, 'userId' | 'role'>, channel: ChannelRow): boolean {
  if (role === 'OWNER' || role === 'ADMIN') return true;
  return role === 'MEMBER' && channel.createdBy === userId;
}

function whileOpen(channel: ChannelRow): Verdict {
  return channel.archivedAt ? 'archived' : 'allowed';
}
