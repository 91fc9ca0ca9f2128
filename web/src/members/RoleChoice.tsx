import { operationsOf, type WorkspaceMember } from '@parley/client';
import { type FormEvent, useRef, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { usePersonName } from '../people/use-person-name.ts';
import { useShell, type WorkspaceRole } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';
import { RoleSelect } from './RoleSelect.tsx';

const words = dialogStrings.workspacePeople;

interface Props {
  member: WorkspaceMember;
  /** The reader's own. */
  role: WorkspaceRole | null;
  /** Resolves once the list says so too. */
  done: (role: WorkspaceRole) => Promise<unknown>;
}

/**
 * What somebody is, to be changed. Choosing is not changing: in a closed list each arrow key chooses, and who has made themselves less than they
 * were can not take it back.
 */
export function RoleChoice({ member: { workspaceId, userId, role: present }, role, done }: Props) {
  const { parley } = useShell();
  const nameOf = usePersonName();
  const [wanted, setWanted] = useState<WorkspaceRole | null>(null);
  const task = useTask();
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (wanted === null) return;
    void task.run(
      async () => {
        await operationsOf(parley).updateWorkspaceMember({ workspaceId, userId, role: wanted });
        await done(wanted);
      },
      () => {
        setWanted((now) => (now === wanted ? null : now));
        // The button goes; the list stays.
        form.current?.querySelector('select')?.focus();
      },
    );
  }

  return (
    <form className="role-choice" onSubmit={submit} ref={form}>
      <RoleSelect
        name={words.roleOf(nameOf(userId))}
        value={wanted ?? present}
        role={role}
        choose={(next) => setWanted(next === present ? null : next)}
      />
      {wanted !== null && (
        <TaskButton className="button is-main" isBusy={task.isBusy} aria-label={words.changeRole(nameOf(userId))}>
          {words.change}
        </TaskButton>
      )}
      <Problem text={task.problem} />
    </form>
  );
}
