import { useState } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { Avatar } from '../people/Avatar.tsx';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import { type Account, openAccount } from './session-api.ts';
import type { Session } from './session.ts';

const words = strings.session;

/** The accounts that a local server lets anyone be. */
export function AccountList({ accounts, enter }: { accounts: readonly Account[]; enter: (session: Session) => void }) {
  const [entering, setEntering] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function choose(user: string) {
    if (entering !== null) return;
    setEntering(user);
    setProblem(null);
    try {
      enter(await openAccount(user));
    } catch (error) {
      setProblem(sayError(error));
      setEntering(null);
    }
  }

  return (
    <>
      <p className="quiet">{words.choose}</p>
      <Problem text={problem} />
      <ul className="accounts" aria-label={words.accounts}>
        {accounts.map(({ user, name }) => (
          <li key={user}>
            <button type="button" aria-disabled={entering !== null} onClick={() => void choose(user)}>
              <Avatar userId={user} name={name} />
              <span dir="auto">{name}</span>
              {entering === user && <span className="quiet">{words.signingIn}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
