import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Avatar } from '../people/Avatar.tsx';
import { sayError } from '../shell/say-error.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { useTitle } from '../shell/use-title.ts';
import { readAccounts } from './session-api.ts';
import { useSession } from './use-session.ts';

export function SignInPage() {
  const { signIn, endedBecause } = useSession();
  const navigate = useNavigate();
  const wanted = wantedPlace(useLocation().state);
  const accounts = useLoaded(readAccounts, []);
  const [entering, setEntering] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useTitle('Sign in');

  async function enter(user: string) {
    setEntering(user);
    setProblem(null);
    try {
      await signIn(user);
      if (wanted) await navigate(wanted, { replace: true });
    } catch (error) {
      setProblem(sayError(error));
      setEntering(null);
    }
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img className="sign-in-mark" src="/icon.svg" alt="" width="44" height="44" />
        <h1>Sign in to Parley</h1>
        {endedBecause && <p role="status">{endedBecause}</p>}
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {accounts.status === 'loading' && <p className="quiet">Looking for accounts…</p>}
        {accounts.status === 'failed' && (
          <div role="alert">
            <p className="problem">{sayError(accounts.error)}</p>
            <button className="button" type="button" onClick={accounts.retry}>
              Try again
            </button>
          </div>
        )}
        {accounts.status === 'loaded' && (
          <>
            <p className="quiet">Choose who to be in this window.</p>
            <ul className="accounts" aria-label="Accounts">
              {accounts.value.map(({ user, name }) => (
                <li key={user}>
                  <button type="button" disabled={entering !== null} onClick={() => void enter(user)}>
                    <Avatar userId={user} name={name} />
                    <span dir="auto">{name}</span>
                    {entering === user && <span className="quiet">Signing in…</span>}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </main>
  );
}

function wantedPlace(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('wanted' in state)) return null;
  return typeof state.wanted === 'string' ? state.wanted : null;
}
