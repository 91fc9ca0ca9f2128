import { type FormEvent, useContext, useEffect, useId, useState } from 'react';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import { saySignInError } from './say-sign-in-error.ts';
import type { Step } from './pool-sign-in.ts';
import { askWho } from './session-api.ts';
import type { Session } from './session.ts';
import { hasUserPoolTraces, openUserPool } from './user-pool.ts';

const words = strings.session;

/** Signs people of the deployment's user pool in. */
export function UserPoolForm({ enter }: { enter: (session: Session) => void }) {
  const { endpoint } = useContext(OutputsContext);
  const [step, setStep] = useState<Exclude<Step, 'done'> | 'begin'>('begin');
  // Who signed in before is asked for nothing, once their session is found.
  const [isBusy, setBusy] = useState(hasUserPoolTraces);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  async function arrive() {
    const { token } = await openUserPool();
    enter({ kind: 'user-pool', userId: await askWho(endpoint, token) });
  }

  useEffect(() => {
    if (!hasUserPoolTraces()) return;
    const resume = async () => {
      if (await (await openUserPool()).isSignedIn()) await arrive();
      else setBusy(false);
    };
    resume().catch((error: unknown) => {
      setProblem(sayError(error));
      setBusy(false);
    });
    // Once, when the page opens.
  }, []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    setProblem(null);
    try {
      const pool = await openUserPool();
      const next =
        step === 'begin'
          ? await pool.signIn(given('email').trim(), given('password'))
          : await pool.answer(given('answer'));
      if (next === 'done') return await arrive();
      setStep(next);
    } catch (error) {
      setProblem(saySignInError(error, step));
    }
    setBusy(false);
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} aria-busy={isBusy}>
      {step === 'begin' && (
        <>
          <label htmlFor={`${id}-email`}>{words.email}</label>
          <input className="field" id={`${id}-email`} name="email" type="email" autoComplete="username" required />
          <label htmlFor={`${id}-password`}>{words.password}</label>
          <input
            className="field"
            id={`${id}-password`}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      )}
      {step === 'new-password' && (
        <>
          <p className="quiet">{words.newPasswordExplained}</p>
          <label htmlFor={`${id}-new`}>{words.newPassword}</label>
          <input
            className="field"
            id={`${id}-new`}
            name="answer"
            type="password"
            autoComplete="new-password"
            required
          />
        </>
      )}
      {step === 'code' && (
        <>
          <p className="quiet">{words.codeExplained}</p>
          <label htmlFor={`${id}-code`}>{words.code}</label>
          <input
            className="field"
            id={`${id}-code`}
            name="answer"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        </>
      )}
      {step === 'other' && <p role="alert">{words.otherStep}</p>}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {step !== 'other' && (
        <button className="button is-main" type="submit" disabled={isBusy}>
          {isBusy ? words.signingIn : words.submit}
        </button>
      )}
    </form>
  );
}
