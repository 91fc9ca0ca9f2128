import { type Channel, operationsOf } from '@parley/client';
import { type FormEvent, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { Field } from '../shell/Field.tsx';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { dialogStrings } from '../strings/dialogs.ts';

const words = dialogStrings.settings;
/** The service counts code points; so does this. */
const longestName = 80;

interface Props {
  channel: Channel;
  mayChange: boolean;
  /** Is told the channel as it is now. */
  changed: (channel: Channel) => void;
}

/** A channel's name and topic, to read or to change. What somebody else changes meanwhile shows where the reader has changed nothing. */
export function NameAndTopic({ channel, mayChange, changed }: Props) {
  const { parley } = useShell();
  const [name, setName] = useState<string | null>(null);
  const [topic, setTopic] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const task = useTask();
  const isChanged =
    (name !== null && name.trim() !== channel.name) || (topic !== null && topic.trim() !== (channel.topic ?? ''));
  const left = longestName - [...(name ?? channel.name ?? '').trim()].length;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isChanged) return;
    setSaved(false);
    const change = { channelId: channel.id, ...(name !== null && { name }), ...(topic !== null && { topic }) };
    void task.run(
      () => operationsOf(parley).updateChannel(change),
      (answer) => {
        changed(answer);
        // What was written while the answer was out stays.
        setName((now) => (now === name ? null : now));
        setTopic((now) => (now === topic ? null : now));
        setSaved(true);
      },
    );
  }

  if (!mayChange) {
    return (
      <dl className="facts">
        <dt>{words.name}</dt>
        <dd dir="auto">{channel.name}</dd>
        <dt>{words.topic}</dt>
        <dd dir="auto" className={channel.topic ? undefined : 'quiet'}>
          {channel.topic ?? words.noTopic}
        </dd>
        {!channel.archivedAt && <dd className="hint">{words.readOnly}</dd>}
      </dl>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={words.name}
        hint={dialogStrings.create.nameRule(left)}
        isWrong={left < 0}
        dir="auto"
        autoComplete="off"
        required
        value={name ?? channel.name ?? ''}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={words.topic}
        hint={dialogStrings.create.topicRule}
        dir="auto"
        autoComplete="off"
        value={topic ?? channel.topic ?? ''}
        onChange={(event) => setTopic(event.target.value)}
      />
      <Problem text={task.problem} />
      <div className="ways">
        <span className="note" role="status">
          {isSaved && !isChanged ? words.saved : ''}
        </span>
        <TaskButton
          className="button is-main"
          isBusy={task.isBusy || !isChanged}
          busy={task.isBusy ? words.saving : words.save}
        >
          {words.save}
        </TaskButton>
      </div>
    </form>
  );
}
