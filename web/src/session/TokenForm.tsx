import { MessagingError } from '@parley/client';
import { type FormEvent, useContext, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { Field } from '../shell/Field.tsx';
import { sayError } from '../shell/say-error.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { strings } from '../strings/index.ts';
import { askWho } from './session-api.ts';
import type { Session } from './session.ts';

const words = strings.session;

/** For whoever brings the session of another application. `isAlone`: there is no other way in. */
export function TokenForm({ isAlone, enter }: { isAlone: boolean; enter: (session: Session) => void }) {
  const { endpoint } = useContext(OutputsContext);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token')).trim();
    if (token === '' || isAsking) return;
    setAsking(true);
    setProblem(null);
    try {
      enter({ kind: 'token', token, userId: await askWho(endpoint, () => token) });
    } catch (error) {
      const isRefused = error instanceof MessagingError && error.code === 'SESSION_REQUIRED';
      setProblem(isRefused ? words.tokenRefused : sayError(error));
      setAsking(false);
    }
  }

  return (
    <details className="token-way" open={isAlone}>
      <summary>{words.tokenWay}</summary>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <Field
          label={words.token}
          hint={words.tokenExplained}
          name="token"
          type="password"
          autoComplete="off"
          required
        />
        <Problem text={problem} />
        <TaskButton className="button is-main" isBusy={isAsking} busy={words.signingIn}>
          {words.tokenSubmit}
        </TaskButton>
      </form>
    </details>
  );
}
