import { operationsOf } from '@parley/client';
import { useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { useShell } from '../shell/shell-context.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { strings } from '../strings/index.ts';

const words = strings.channel;

/** Offers a public channel that the reader is only looking at. It is gone once they are in it. */
export function JoinStrip({ channelId, label }: { channelId: string; label: string }) {
  const { parley } = useShell();
  const [isIn, setIn] = useState(false);
  const task = useTask();

  if (isIn) return null;
  return (
    <div className="channel-strip">
      <p dir="auto">{words.looking(label)}</p>
      <Problem text={task.problem} />
      <TaskButton
        isBusy={task.isBusy}
        busy={words.joining}
        onClick={() =>
          void task.run(
            () => operationsOf(parley).joinChannel(channelId),
            () => setIn(true),
          )
        }
      >
        {words.join}
      </TaskButton>
    </div>
  );
}
