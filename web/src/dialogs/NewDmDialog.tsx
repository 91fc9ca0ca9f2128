import { operationsOf } from '@parley/client';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';
import { Dialog } from './Dialog.tsx';
import { PeopleField } from './PeopleField.tsx';
import { Problem } from './Problem.tsx';
import { useTask } from './use-task.ts';

const words = dialogStrings.dm;
const mostOthers = 8;

export function NewDmDialog({ workspaceId, close }: { workspaceId: string; close: () => void }) {
  const { parley } = useShell();
  const navigate = useNavigate();
  const [people, setPeople] = useState<readonly string[]>([]);
  const task = useTask();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (people.length === 0) return;
    void task.run(
      () => operationsOf(parley).openDm({ workspaceId, members: [...people] }),
      (channel) => {
        close();
        return navigate(channelPath(channel));
      },
    );
  }

  return (
    <Dialog title={words.title} className="is-roomy" close={close} holds={people.length > 0}>
      <form className="form" onSubmit={submit}>
        <p className="quiet">{words.explained}</p>
        <PeopleField
          label={words.people}
          workspaceId={workspaceId}
          chosen={people}
          setChosen={setPeople}
          most={mostOthers}
          isFirst
        />
        <Problem text={task.problem} />
        <div className="ways">
          <button className="button" type="button" onClick={close}>
            {dialogStrings.cancel}
          </button>
          <TaskButton
            className="button is-main"
            isBusy={task.isBusy || people.length === 0}
            busy={task.isBusy ? words.submitting : words.submit}
          >
            {words.submit}
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}
