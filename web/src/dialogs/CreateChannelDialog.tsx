import { operationsOf } from '@parley/client';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { Field } from '../shell/Field.tsx';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';
import { Dialog } from './Dialog.tsx';
import { folded } from './fuzzy.ts';
import { PeopleField } from './PeopleField.tsx';
import { Problem } from './Problem.tsx';
import { useTask } from './use-task.ts';

const words = dialogStrings.create;
/** The service counts code points; so does this. */
const longestName = 80;
const longestTopic = 250;
const mostPeople = 100;

interface Props {
  workspaceId: string;
  /** What was typed elsewhere already. */
  begunName: string;
  close: () => void;
}

export function CreateChannelDialog({ workspaceId, begunName, close }: Props) {
  const { parley, workspaces } = useShell();
  const navigate = useNavigate();
  const [name, setName] = useState(begunName);
  const [topic, setTopic] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const [people, setPeople] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const task = useTask();
  const id = useId();
  const left = longestName - [...name.trim()].length;
  const isMissing = name.trim() === '';
  const known = workspaces.find(({ workspace }) => workspace.id === workspaceId)?.channels ?? [];
  const twin = known.find(({ channel }) => !channel.isDm && folded(channel.name ?? '') === folded(name));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isMissing || left < 0) return;
    const input = {
      workspaceId,
      name,
      isPrivate,
      ...(topic.trim() !== '' && { topic }),
      ...(people.length > 0 && { members: [...people] }),
    };
    void task.run(
      () => operationsOf(parley).createChannel(input),
      (channel) => {
        close();
        return navigate(channelPath(channel));
      },
    );
  }

  return (
    <Dialog title={words.title} close={close} holds={name !== begunName || topic !== '' || people.length > 0}>
      <form className="form" onSubmit={submit} noValidate>
        <Field
          label={words.name}
          hint={isTried && isMissing ? words.nameMissing : words.nameRule(left)}
          isWrong={left < 0 || (isTried && isMissing)}
          dir="auto"
          autoComplete="off"
          data-first
          value={name}
          required
          onChange={(event) => setName(event.target.value)}
        />
        {twin && !task.isBusy && (
          <p className="hint" role="status">
            {words.nameExists(twin.channel.name ?? '')}
          </p>
        )}
        <Field
          label={words.topic}
          hint={words.topicRule}
          isWrong={[...topic.trim()].length > longestTopic}
          dir="auto"
          autoComplete="off"
          value={topic}
          onChange={(event) => setTopic(event.target.value)}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={isPrivate}
            aria-describedby={`${id}-private`}
            onChange={(event) => setPrivate(event.target.checked)}
          />
          {words.isPrivate}
        </label>
        <p className="hint" id={`${id}-private`}>
          {isPrivate ? words.privateRule : words.publicRule}
        </p>
        <PeopleField
          label={words.people}
          workspaceId={workspaceId}
          chosen={people}
          setChosen={setPeople}
          most={mostPeople}
        />
        <Problem text={task.problem} />
        <div className="ways">
          <button className="button" type="button" onClick={close}>
            {dialogStrings.cancel}
          </button>
          <TaskButton className="button is-main" isBusy={task.isBusy} busy={words.submitting}>
            {words.submit}
          </TaskButton>
        </div>
      </form>
    </Dialog>
  );
}
