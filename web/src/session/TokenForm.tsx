import { MessagingError } from '@parley/client';
import { type FormEvent, useContext, useId, useState } from 'react';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import { askWho } from './session-api.ts';
import type { Session } from './session.ts';

const words = strings.session;

/** For whoever brings the session of another application. `isAlone`: there is no other way in. */
export function TokenForm({ isAlone, enter }: { isAlone: boolean; enter: (session: Session) => void }) {
  const { endpoint } = useContext(OutputsContext);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token')).trim();
    if (token === '') return;
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
        <label htmlFor={`${id}-token`}>{words.token}</label>
        <input
          className="field"
          id={`${id}-token`}
          name="token"
          type="password"
          autoComplete="off"
          required
          aria-describedby={`${id}-hint`}
        />
        <p className="hint" id={`${id}-hint`}>
          {words.tokenExplained}
        </p>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button className="button is-main" type="submit" disabled={isAsking}>
          {isAsking ? words.signingIn : words.tokenSubmit}
        </button>
      </form>
    </details>
  );
}
