import { useContext, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { OutputsContext } from '../outputs/outputs-context.ts';
import { sayError } from '../shell/say-error.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { useTitle } from '../shell/use-title.ts';
import { strings } from '../strings/index.ts';
import { AccountList } from './AccountList.tsx';
import { readAccounts } from './session-api.ts';
import type { Session } from './session.ts';
import { TokenForm } from './TokenForm.tsx';
import { type Farewell, useSession } from './use-session.ts';
import { UserPoolForm } from './UserPoolForm.tsx';

const words = strings.session;

/** Whoever signs in here gets to the place that they came for. */
export function SignInPage() {
  const { signIn, farewell } = useSession();
  const { userPool } = useContext(OutputsContext);
  const navigate = useNavigate();
  const wanted = wantedPlace(useLocation().state);
  useTitle(words.title);
  const word = useRef<HTMLParagraphElement>(null);
  // What had the focus went with the page that ended; and what stands on a page from its start is read to nobody.
  useEffect(() => word.current?.focus(), [farewell]);

  function enter(session: Session) {
    signIn(session);
    if (wanted) void navigate(wanted, { replace: true });
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img className="sign-in-mark" src="/icon.svg" alt="" width="44" height="44" />
        <h1>{words.heading}</h1>
        {farewell && (
          <p className={farewell === 'not-removed' ? 'problem' : 'quiet'} role="status" tabIndex={-1} ref={word}>
            {farewells[farewell]}
          </p>
        )}
        {userPool ? <UserPoolForm enter={enter} /> : <Accounts enter={enter} />}
      </div>
    </main>
  );
}

const farewells: Record<Farewell, string> = {
  ended: words.ended,
  changed: words.changed,
  'signed-out': words.signedOut,
  'signed-out-elsewhere': words.signedOutElsewhere,
  'not-removed': words.notRemoved,
};

/** The accounts of a local server; where there are none, people bring the session of the application that they are signed in to. */
function Accounts({ enter }: { enter: (session: Session) => void }) {
  const accounts = useLoaded(readAccounts, []);
  switch (accounts.status) {
    case 'loading':
      return <p className="quiet opening-accounts">{words.looking}</p>;
    case 'failed':
      return (
        <div role="alert">
          <p className="problem">{sayError(accounts.error)}</p>
          <button className="button" type="button" onClick={accounts.retry}>
            {words.tryAgain}
          </button>
        </div>
      );
    case 'loaded':
      return (
        <>
          {accounts.value && <AccountList accounts={accounts.value} enter={enter} />}
          <TokenForm isAlone={accounts.value === null} enter={enter} />
        </>
      );
    default:
      return accounts satisfies never;
  }
}

function wantedPlace(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('wanted' in state)) return null;
  const { wanted } = state;
  // A place of this page alone: an address such as //elsewhere would lead to another.
  const isOwn = typeof wanted === 'string' && URL.canParse(wanted, location.origin);
  return isOwn && new URL(wanted, location.origin).origin === location.origin ? wanted : null;
}
