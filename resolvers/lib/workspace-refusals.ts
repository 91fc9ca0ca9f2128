import { fail } from './errors.ts';
import type { WorkspaceVerdict } from './workspace-access.ts';

/** Ends the resolver unless `authorizeWorkspace` may let the caller go on. */
export function requireAllowedInWorkspace(verdict: WorkspaceVerdict): void {
  switch (verdict) {
    case 'allowed':
      return;
    case 'hidden':
      return failWorkspaceNotFound();
    case 'role':
      return fail({ type: 'Forbidden', code: 'ROLE_REQUIRED', message: 'Your role does not let you do this.' });
    case 'absent':
      return failMemberNotFound('userId');
    case 'lastOwner':
      return failLastOwner();
  }
  verdict satisfies never;
}

/** One answer for what does not exist and for what the caller may not know of. */
export function failWorkspaceNotFound(): never {
  fail({ type: 'NotFound', code: 'WORKSPACE_NOT_FOUND', message: 'There is no such workspace.' });
}

/** `field` names whoever is not there. */
export function failMemberNotFound(field: string): never {
  fail({ type: 'NotFound', code: 'MEMBER_NOT_FOUND', field, message: 'There is nobody of that id here.' });
}

export function failLastOwner(): never {
  fail({ type: 'Forbidden', code: 'LAST_OWNER', message: 'A workspace keeps at least one owner.' });
}
