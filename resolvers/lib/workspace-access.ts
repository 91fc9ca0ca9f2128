import type { WorkspaceRole } from '#generated/models';

/** Everything that a right in a workspace depends on, as the tables said it a moment ago. */
export interface WorkspaceStanding {
  /** The caller's; null = not in the workspace, or there is none. */
  role: WorkspaceRole | null;
  /** The caller does it to themselves. */
  isSelf: boolean;
  /** Of whom it is done to; null = not in the workspace, or it is done to nobody. */
  personRole: WorkspaceRole | null;
  /** What they are to be; null = it is not about that. */
  newRole: WorkspaceRole | null;
  /** Owners of the workspace. */
  ownerCount: number;
}

export type WorkspaceAction =
  'read' | 'listMembers' | 'createChannel' | 'openDm' | 'addMember' | 'changeRole' | 'removeMember';

/**
 * `hidden`: to be answered as if there were no such workspace. `role`: not as what the caller is. `absent`: there is nobody to
 * do it to. `lastOwner`: somebody has to own the workspace.
 */
export type WorkspaceVerdict = 'allowed' | 'hidden' | 'role' | 'absent' | 'lastOwner';

/**
 * Who may do what in a workspace. Guests know no more of it than the channels that they were added to. Owners rule everyone, admins
 * everyone but owners. Whether a person is there is said only to those who may act on people.
 */
export function judgeInWorkspace(action: WorkspaceAction, standing: WorkspaceStanding): WorkspaceVerdict {
  const { role, isSelf, personRole, newRole } = standing;
  if (!role) return 'hidden';
  switch (action) {
    case 'read':
      return 'allowed';
    case 'listMembers':
    case 'createChannel':
    case 'openDm':
      return role === 'GUEST' ? 'role' : 'allowed';
    case 'addMember':
      return rules(role, newRole) ? 'allowed' : 'role';
    case 'changeRole':
      if (!rules(role, personRole) || !rules(role, newRole)) return 'role';
      return withoutOwner(standing);
    case 'removeMember':
      if (!isSelf && !rules(role, personRole)) return 'role';
      return withoutOwner(standing);
  }
  action satisfies never;
  return 'hidden';
}

/** Whether somebody of this role decides about people of the other; null = about people at all. */
function rules(role: WorkspaceRole, other: WorkspaceRole | null): boolean {
  return role === 'OWNER' || (role === 'ADMIN' && other !== 'OWNER');
}

/** Owners can not be taken or made less while they are the last one. */
function withoutOwner({ personRole, newRole, ownerCount }: WorkspaceStanding): WorkspaceVerdict {
  if (!personRole) return 'absent';
  return personRole === 'OWNER' && newRole !== 'OWNER' && ownerCount <= 1 ? 'lastOwner' : 'allowed';
}
