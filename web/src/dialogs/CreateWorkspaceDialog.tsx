import { operationsOf } from '@parley/client';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { workspacePath } from '../shell/channel-names.ts';
import { Field } from '../shell/Field.tsx';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';
import { Dialog } from './Dialog.tsx';
import { Problem } from './Problem.tsx';
import { useTask } from './use-task.ts';

const words = dialogStrings.createWorkspace;

export function CreateWorkspaceDialog({ close }: { close: () => void }) {
  const { parley } = useShell();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const task = useTask();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    void task.run(
      () => operationsOf(parley).createWorkspace({ name }),
      (workspace) => {
        close();
        return navigate(workspacePath(workspace.id));
      },
    );
  }

  return (
    <Dialog title={words.title} close={close} holds={name !== ''}>
      <form className="form" onSubmit={submit}>
        <Field
          label={words.name}
          hint={words.nameRule}
          dir="auto"
          autoComplete="off"
          data-first
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Problem text={task.problem} />
        <div className="ways">
          <button className="button" type="button" onClick={close}>
            {dialogStrings.cancel}
          </button>
          <TaskButton
            className="button is-main"
            isBusy={task.isBusy || name.trim() === ''}
            busy={task.isBusy ? words.submitting : words.submit}
          >
            {words.submit}
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}
