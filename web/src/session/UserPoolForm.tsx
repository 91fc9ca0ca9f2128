import { type FormEvent, useContext, useEffect, useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { Field } from '../shell/Field.tsx';
import { sayError } from '../shell/say-error.ts';
import { TaskButton } from '../shell/TaskButton.tsx';
import { strings } from '../strings/index.ts';
import type { Step } from './pool-sign-in.ts';
import { saySignInError, type SignInStep } from './say-sign-in-error.ts';
import { askWho } from './session-api.ts';
import type { Session } from './session.ts';
import { hasUserPoolTraces, openUserPool } from './user-pool.ts';

const words = strings.session;

/** Signs people of the deployment's user pool in. */
export function UserPoolForm({ enter }: { enter: (session: Session) => void }) {
  const { endpoint } = useContext(OutputsContext);
  const [step, setStep] = useState<SignInStep>('begin');
  // Who signed in before is asked for nothing, once their session is found.
  const [isBusy, setBusy] = useState(hasUserPoolTraces);
  const [problem, setProblem] = useState<string | null>(null);

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
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    const given = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    setProblem(null);
    try {
      const pool = await openUserPool();
      const next: Step =
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
      <Asked step={step} />
      <Problem text={problem} />
      {step !== 'other' && (
        <TaskButton className="button is-main" isBusy={isBusy} busy={words.signingIn}>
          {words.submit}
        </TaskButton>
      )}
      {step !== 'begin' && (
        <TaskButton
          isBusy={isBusy}
          onClick={() => {
            setStep('begin');
            setProblem(null);
          }}
        >
          {words.startAgain}
        </TaskButton>
      )}
    </form>
  );
}

/** What this step asks for. Each after the first has the focus: its field takes the place of what had it. */
function Asked({ step }: { step: SignInStep }) {
  switch (step) {
    case 'begin':
      return (
        <>
          <Field key="email" label={words.email} name="email" type="email" autoComplete="username" required />
          <Field
            key="password"
            label={words.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </>
      );
    case 'new-password':
      return (
        <Field
          key={step}
          label={words.newPassword}
          hint={words.newPasswordExplained}
          name="answer"
          type="password"
          autoComplete="new-password"
          autoFocus
          required
        />
      );
    case 'code':
      return (
        <Field
          key={step}
          label={words.code}
          hint={words.codeExplained}
          name="answer"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          required
        />
      );
    case 'other':
      return <p role="alert">{words.otherStep}</p>;
    default:
      return step satisfies never;
  }
}
