import type { ChannelRow, WorkspaceRole } from '#generated/models';

/** Everything that the right to a channel depends on, as the tables said it a moment ago. */
export interface Standing {
  /** Null = there is no such channel. */
  channel: ChannelRow | null;
  /** Null = not in the channel's workspace. */
  role: WorkspaceRole | null;
  isMember: boolean;
}

export type ChannelAction = 'read' | 'write';

/** `hidden`: to be answered as if there were no such channel. */
export type Verdict = 'allowed' | 'hidden' | 'archived';

/**
 * Who may read and write a channel. A workspace is seen by its members alone; a private channel or a direct message by its
 * own; a guest sees just what they were added to. Whoever may read may write, until the channel is archived.
 */
export function judge(action: ChannelAction, standing: Standing): Verdict {
  const { channel, role, isMember } = standing;
  if (!channel || !role) return 'hidden';
  const isOpen = !channel.isPrivate && !channel.isDm && role !== 'GUEST';
  if (!isOpen && !isMember) return 'hidden';
  return action === 'write' && channel.archivedAt ? 'archived' : 'allowed';
}
