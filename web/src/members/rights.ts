import type { Channel } from '@parley/client';
import type { WorkspaceRole } from '../shell/shell-context.ts';

/** What is offered to the reader in a channel. The service decides; this keeps people from asking in vain. */
export interface Rights {
  readonly mayAdd: boolean;
  readonly mayRemove: boolean;
  readonly mayConfigure: boolean;
  readonly mayArchive: boolean;
  readonly mayLeave: boolean;
  readonly mayJoin: boolean;
}

/** `role` null = not known, as where the people could not be listed: then nothing is offered that needs one. */
export function rightsIn(channel: Channel, me: string, role: WorkspaceRole | null, isMember: boolean): Rights {
  const isOpen = !channel.archivedAt && !channel.isDm;
  const isAbove = role === 'OWNER' || role === 'ADMIN' || (role === 'MEMBER' && channel.createdBy === me);
  // Of a private channel those alone who are in it.
  const isInCharge = isAbove && !channel.isDm && (isMember || !channel.isPrivate);
  const isGuest = role === 'GUEST' || role === null;
  return {
    mayAdd: isOpen && isMember && !isGuest,
    mayRemove: isOpen && isInCharge,
    mayConfigure: isOpen && isInCharge,
    mayArchive: isInCharge,
    mayLeave: isOpen && isMember,
    mayJoin: isOpen && !isMember && !channel.isPrivate && !isGuest,
  };
}

/** Whether somebody of this role decides about people of the other in a workspace. */
export function rules(role: WorkspaceRole | null, other: WorkspaceRole): boolean {
  return role === 'OWNER' || (role === 'ADMIN' && other !== 'OWNER');
}
