import { useEffect, useState } from 'react';
import { type Account, type Session, readAccounts, signIn } from './session.ts';

interface SignInProps {
  session: Session | null;
  onChange(session: Session | null): void;
}

/** Chooses the account that the console speaks as. The first one is chosen when the page opens. */
export function SignIn({ session, onChange }: SignInProps) {
  const [accounts, setAccounts] = useState<Account[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const become = (user: string) => {
    setProblem(null);
    if (user === '') return onChange(null);
    signIn(user).then(onChange, (error: unknown) => setProblem(String(error)));
  };

  useEffect(() => {
    readAccounts().then(
      (found) => {
        setAccounts(found);
        become(found?.[0]?.user ?? '');
      },
      (error: unknown) => setProblem(String(error)),
    );
    // Once, when the page opens: `become` reads nothing that changes.
  }, []);

  return (
    <header className="sign-in">
      <strong>Console</strong>
      {accounts ? (
        <label>
          Signed in as{' '}
          <select value={session?.userId ?? ''} onChange={(event) => become(event.target.value)}>
            {accounts.map(({ user, name }) => (
              <option key={user} value={user}>
                {name} ({user})
              </option>
            ))}
            <option value="">nobody (headers below)</option>
          </select>
        </label>
      ) : null}
      {problem ? <span role="alert">{problem}</span> : null}
    </header>
  );
}
