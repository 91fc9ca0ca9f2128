import { type Channel, operationsOf } from '@parley/client';
import { type FormEvent, useId, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { useShell } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';

const words = dialogStrings.settings;

/** A channel's name and topic, to read or to change. What somebody else changes meanwhile shows where the reader has changed nothing. */
export function NameAndTopic({ channel, mayChange }: { channel: Channel; mayChange: boolean }) {
  const { parley } = useShell();
  const [name, setName] = useState<string | null>(null);
  const [topic, setTopic] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const task = useTask();
  const id = useId();
  const isChanged =
    (name !== null && name.trim() !== channel.name) || (topic !== null && topic.trim() !== (channel.topic ?? ''));

  function submit(event: FormEvent) {
    event.preventDefault();
    setSaved(false);
    void task.run(async () => {
      await operationsOf(parley).updateChannel({
        channelId: channel.id,
        ...(name !== null && { name }),
        ...(topic !== null && { topic }),
      });
      setName(null);
      setTopic(null);
      setSaved(true);
    });
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
      <label htmlFor={`${id}-name`}>{words.name}</label>
      <input
        className="field"
        id={`${id}-name`}
        dir="auto"
        autoComplete="off"
        required
        value={name ?? channel.name ?? ''}
        aria-describedby={`${id}-rule`}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="hint" id={`${id}-rule`}>
        {dialogStrings.create.nameRule(80 - [...(name ?? channel.name ?? '').trim()].length)}
      </p>
      <label htmlFor={`${id}-topic`}>{words.topic}</label>
      <input
        className="field"
        id={`${id}-topic`}
        dir="auto"
        autoComplete="off"
        value={topic ?? channel.topic ?? ''}
        aria-describedby={`${id}-topic-rule`}
        onChange={(event) => setTopic(event.target.value)}
      />
      <p className="hint" id={`${id}-topic-rule`}>
        {dialogStrings.create.topicRule}
      </p>
      <Problem text={task.problem} />
      <div className="ways">
        <span className="note" role="status">
          {isSaved && !isChanged ? words.saved : ''}
        </span>
        <button className="button is-main" type="submit" disabled={task.isBusy || !isChanged}>
          {task.isBusy ? words.saving : words.save}
        </button>
      </div>
    </form>
  );
}
