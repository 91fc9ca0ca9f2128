import { describe, expect, test } from 'vitest';
import type { WorkspaceRole } from '../../generated/models.ts';
import { type WorkspaceAction, type WorkspaceVerdict, judgeInWorkspace } from '../../resolvers/lib/workspace-access.ts';

const roles = ['OWNER', 'ADMIN', 'MEMBER', 'GUEST'] as const;
type Caller = WorkspaceRole | 'nobody';

/** What needs no other person: the rule, cell by cell. */
const alone: Record<'read' | 'listMembers' | 'createChannel' | 'openDm', Record<Caller, WorkspaceVerdict>> = {
  read: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'allowed', nobody: 'hidden' },
  listMembers: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'role', nobody: 'hidden' },
  createChannel: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'role', nobody: 'hidden' },
  openDm: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'role', nobody: 'hidden' },
};

/** Who may take somebody in as what. */
const adding: Record<Caller, Record<WorkspaceRole, WorkspaceVerdict>> = {
  OWNER: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'allowed' },
  ADMIN: { OWNER: 'role', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'allowed' },
  MEMBER: { OWNER: 'role', ADMIN: 'role', MEMBER: 'role', GUEST: 'role' },
  GUEST: { OWNER: 'role', ADMIN: 'role', MEMBER: 'role', GUEST: 'role' },
  nobody: { OWNER: 'hidden', ADMIN: 'hidden', MEMBER: 'hidden', GUEST: 'hidden' },
};

/** Who may take out whom, where there are other owners; `nobody` in the columns = somebody who is not there. */
const removing: Record<Caller, Record<Caller, WorkspaceVerdict>> = {
  OWNER: { OWNER: 'allowed', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'allowed', nobody: 'absent' },
  ADMIN: { OWNER: 'role', ADMIN: 'allowed', MEMBER: 'allowed', GUEST: 'allowed', nobody: 'absent' },
  MEMBER: { OWNER: 'role', ADMIN: 'role', MEMBER: 'role', GUEST: 'role', nobody: 'role' },
  GUEST: { OWNER: 'role', ADMIN: 'role', MEMBER: 'role', GUEST: 'role', nobody: 'role' },
  nobody: { OWNER: 'hidden', ADMIN: 'hidden', MEMBER: 'hidden', GUEST: 'hidden', nobody: 'hidden' },
};

const callers = [...roles, 'nobody'] as const;
const roleOf = (caller: Caller) => (caller === 'nobody' ? null : caller);

function verdict(
  action: WorkspaceAction,
  caller: Caller,
  more: { person?: Caller; newRole?: WorkspaceRole; isSelf?: boolean; ownerCount?: number } = {},
): WorkspaceVerdict {
  const { person = 'nobody', newRole = null, isSelf = false, ownerCount = 2 } = more;
  return judgeInWorkspace(action, { role: roleOf(caller), personRole: roleOf(person), newRole, isSelf, ownerCount });
}

describe('in a workspace', () => {
  for (const caller of callers) {
    for (const action of Object.keys(alone) as (keyof typeof alone)[]) {
      test(`${caller} -> ${action}: ${alone[action][caller]}`, () => {
        expect(verdict(action, caller)).toBe(alone[action][caller]);
      });
    }
    for (const newRole of roles) {
      test(`${caller} takes somebody in as ${newRole}: ${adding[caller][newRole]}`, () => {
        // Also where they are there already, as whatever.
        for (const person of callers) {
          expect(verdict('addMember', caller, { person, newRole })).toBe(adding[caller][newRole]);
        }
      });
    }
    for (const person of callers) {
      test(`${caller} takes out ${person}: ${removing[caller][person]}`, () => {
        expect(verdict('removeMember', caller, { person })).toBe(removing[caller][person]);
      });
      for (const newRole of roles) {
        // Whoever may take somebody out and others in as that may also change the one to the other.
        const expected = adding[caller][newRole] === 'allowed' ? removing[caller][person] : adding[caller][newRole];
        test(`${caller} makes ${person} ${newRole}: ${expected}`, () => {
          expect(verdict('changeRole', caller, { person, newRole })).toBe(expected);
        });
      }
    }
  }

  for (const role of roles) {
    test(`${role} leaves, and is nobody’s to keep`, () => {
      expect(verdict('removeMember', role, { person: role, isSelf: true })).toBe('allowed');
    });
  }

  test('the last owner neither leaves nor is made less, and may be called an owner again', () => {
    const last = { person: 'OWNER', isSelf: true, ownerCount: 1 } as const;
    expect(verdict('removeMember', 'OWNER', last)).toBe('lastOwner');
    for (const newRole of ['ADMIN', 'MEMBER', 'GUEST'] as const) {
      expect(verdict('changeRole', 'OWNER', { ...last, newRole })).toBe('lastOwner');
    }
    expect(verdict('changeRole', 'OWNER', { ...last, newRole: 'OWNER' })).toBe('allowed');
  });

  test('nobody else is held by there being one owner', () => {
    const one = { person: 'ADMIN', ownerCount: 1 } as const;
    expect(verdict('removeMember', 'OWNER', one)).toBe('allowed');
    expect(verdict('changeRole', 'OWNER', { ...one, newRole: 'GUEST' })).toBe('allowed');
  });
});
