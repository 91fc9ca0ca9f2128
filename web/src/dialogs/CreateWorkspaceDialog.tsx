import { operationsOf } from '@parley/client';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { workspacePath } from '../shell/channel-names.ts';
import { useShell } from '../shell/shell-context.ts';
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
  const id = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    void task.run(async () => {
      const workspace = await operationsOf(parley).createWorkspace({ name });
      close();
      await navigate(workspacePath(workspace.id));
    });
  }

  return (
    <Dialog title={words.title} close={close}>
      <form className="form" onSubmit={submit}>
        <label htmlFor={`${id}-name`}>{words.name}</label>
        <input
          className="field"
          id={`${id}-name`}
          dir="auto"
          autoComplete="off"
          data-first
          required
          value={name}
          aria-describedby={`${id}-rule`}
          onChange={(event) => setName(event.target.value)}
        />
        <p className="hint" id={`${id}-rule`}>
          {words.nameRule}
        </p>
        <Problem text={task.problem} />
        <div className="ways">
          <button className="button" type="button" onClick={close}>
            {dialogStrings.cancel}
          </button>
          <button className="button is-main" type="submit" disabled={task.isBusy || name.trim() === ''}>
            {task.isBusy ? words.submitting : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
