import { operationsOf } from '@parley/client';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { useShell } from '../shell/shell-context.ts';
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
    void task.run(async () => {
      const channel = await operationsOf(parley).createChannel({
        workspaceId,
        name,
        isPrivate,
        ...(topic.trim() !== '' && { topic }),
        ...(people.length > 0 && { members: [...people] }),
      });
      close();
      await navigate(channelPath(channel));
    });
  }

  return (
    <Dialog title={words.title} close={close}>
      <form className="form" onSubmit={submit} noValidate>
        <label htmlFor={`${id}-name`}>{words.name}</label>
        <input
          className="field"
          id={`${id}-name`}
          dir="auto"
          autoComplete="off"
          data-first
          value={name}
          required
          aria-invalid={left < 0 || (isTried && isMissing)}
          aria-describedby={`${id}-rule`}
          onChange={(event) => setName(event.target.value)}
        />
        <p className={left < 0 || (isTried && isMissing) ? 'hint problem' : 'hint'} id={`${id}-rule`}>
          {isTried && isMissing ? words.nameMissing : words.nameRule(left)}
        </p>
        {twin && !task.isBusy && (
          <p className="hint" role="status">
            {words.nameExists(twin.channel.name ?? '')}
          </p>
        )}
        <label htmlFor={`${id}-topic`}>{words.topic}</label>
        <input
          className="field"
          id={`${id}-topic`}
          dir="auto"
          autoComplete="off"
          value={topic}
          aria-invalid={[...topic.trim()].length > longestTopic}
          aria-describedby={`${id}-topic-rule`}
          onChange={(event) => setTopic(event.target.value)}
        />
        <p className="hint" id={`${id}-topic-rule`}>
          {words.topicRule}
        </p>
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
          <button className="button is-main" type="submit" disabled={task.isBusy}>
            {task.isBusy ? words.submitting : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
