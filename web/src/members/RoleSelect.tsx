import type { WorkspaceRole } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { rules } from './rights.ts';

/** The higher ones first. */
export const roles: readonly WorkspaceRole[] = ['OWNER', 'ADMIN', 'MEMBER', 'GUEST'];

interface RoleSelectProps {
  name: string;
  value: WorkspaceRole;
  /** The reader's own: nobody makes others more than they rule. */
  role: WorkspaceRole | null;
  choose: (role: WorkspaceRole) => void;
}

/** What somebody is in a workspace, to choose from. */
export function RoleSelect({ name, value, role, choose }: RoleSelectProps) {
  return (
    <select
      className="field is-select"
      aria-label={name}
      value={value}
      onChange={(event) => {
        const next = roles.find((each) => each === event.target.value);
        if (next) choose(next);
      }}
    >
      {roles
        .filter((each) => rules(role, each))
        .map((each) => (
          <option key={each} value={each}>
            {dialogStrings.members.roles[each]}
          </option>
        ))}
    </select>
  );
}
