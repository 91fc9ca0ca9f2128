import { type ReactNode, useRef, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { useTask } from '../dialogs/use-task.ts';
import { Avatar } from '../people/Avatar.tsx';
import { usePersonName } from '../people/use-person-name.ts';
import { useShell, type WorkspaceRole } from '../shell/shell-context.ts';
import { dialogStrings } from '../strings/dialogs.ts';
import { Confirm } from './Confirm.tsx';

const words = dialogStrings.members;

interface Props {
  userId: string;
  /** Null = not known. */
  role: WorkspaceRole | null;
  isCreator?: boolean;
  hasSignedIn: boolean;
  /** In place of the role's name. */
  children?: ReactNode;
  /** What is asked before they are removed. */
  question: string;
  /** Null = the reader may not. */
  remove: (() => Promise<void>) | null;
}

export function MemberRow({ userId, role, isCreator = false, hasSignedIn, children, question, remove }: Props) {
  const { me } = useShell();
  const nameOf = usePersonName();
  const [isAsking, setAsking] = useState(false);
  const task = useTask();
  const button = useRef<HTMLButtonElement>(null);
  const name = nameOf(userId);
  const details = [
    userId === me.id ? words.you : null,
    isCreator ? words.creator : null,
    hasSignedIn ? null : words.notSignedIn,
  ].filter((each) => each !== null);
  return (
    <li className="row is-person">
      <Avatar userId={userId} name={name} />
      <div className="row-text">
        <span className="row-name" dir="auto">
          {name}
        </span>
        {details.length > 0 && <span className="row-details">{details.join(' · ')}</span>}
        <Problem text={task.problem} />
      </div>
      {children ?? (role && role !== 'MEMBER' && <span className="role">{words.roles[role]}</span>)}
      {remove && (
        <button
          className="button"
          type="button"
          ref={button}
          aria-label={words.removeNamed(name)}
          aria-expanded={isAsking}
          onClick={() => setAsking(!isAsking)}
        >
          {words.remove}
        </button>
      )}
      {remove && isAsking && (
        <Confirm
          question={question}
          yes={words.removeYes}
          isBusy={task.isBusy}
          confirm={() => {
            setAsking(false);
            button.current?.focus();
            void task.run(remove);
          }}
          cancel={() => {
            setAsking(false);
            button.current?.focus();
          }}
        />
      )}
    </li>
  );
}
