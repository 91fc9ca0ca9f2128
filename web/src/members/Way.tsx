import { useEffect, useRef, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { Confirm } from './Confirm.tsx';

interface WayProps<Answer> {
  name: string;
  /** What is asked before. Absent = it is done at once. */
  question?: string;
  yes?: string;
  act: () => Promise<Answer>;
  /** What follows for the page, if it still stands there. Default: nothing. */
  then?: (answer: Answer) => unknown;
}

/** One thing that can be done, and why it could not. */
export function Way<Answer>({ name, question, yes = name, act, then }: WayProps<Answer>) {
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  const button = useRef<HTMLButtonElement>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    // The question had the focus, and is gone.
    if (hasAsked.current && !isAsking) button.current?.focus();
    hasAsked.current = isAsking;
  }, [isAsking]);
  return (
    <>
      {isAsking && question ? (
        <Confirm
          question={question}
          yes={yes}
          isBusy={task.isBusy}
          confirm={() => void task.run(act, then).then(() => setAsking(false))}
          cancel={() => setAsking(false)}
        />
      ) : (
        <TaskButton
          ref={button}
          isBusy={task.isBusy}
          onClick={() => (question ? setAsking(true) : void task.run(act, then))}
        >
          {name}
        </TaskButton>
      )}
      <Problem text={task.problem} />
    </>
  );
}
