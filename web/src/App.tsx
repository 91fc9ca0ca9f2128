import { Navigate, Route, Routes, useLocation } from 'react-router';
import { ChannelPage } from './channel/ChannelPage.tsx';
import { SessionProvider } from './session/SessionProvider.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import { useSession } from './session/use-session.ts';
import { FirstPlace } from './shell/FirstPlace.tsx';
import { Notice } from './shell/Notice.tsx';
import { Shell } from './shell/Shell.tsx';
import { strings } from './strings/index.ts';

export function App() {
  return (
    <SessionProvider>
      <Places />
    </SessionProvider>
  );
}

function Places() {
  const { session, isLeaving } = useSession();
  if (isLeaving)
    return (
      <p className="opening" role="status">
        {strings.shell.signingOut}
      </p>
    );
  if (!session) {
    return (
      <Routes>
        <Route path="/" element={<SignInPage />} />
        <Route path="*" element={<SignInFirst />} />
      </Routes>
    );
  }
  return (
    <Routes>
      {/* Another caller gets another shell: nothing of the last one's may stay. */}
      <Route element={<Shell key={session.userId} session={session} />}>
        <Route index element={<FirstPlace />} />
        <Route path="/workspace/:workspaceId" element={<FirstPlace />} />
        <Route path="/channel/:channelId" element={<ChannelPage kind="channel" />} />
        <Route path="/dm/:channelId" element={<ChannelPage kind="dm" />} />
        <Route path="*" element={<Notice title={strings.shell.nothingTitle}>{strings.shell.nothingHere}</Notice>} />
      </Route>
    </Routes>
  );
}

/** Whoever came for a place gets there once signed in, to the very message. Whoever signed out starts anew. */
function SignInFirst() {
  const { pathname, search } = useLocation();
  const { farewell } = useSession();
  const isGone = farewell !== null && farewell !== 'ended' && farewell !== 'changed';
  return <Navigate to="/" replace state={isGone ? null : { wanted: pathname + search }} />;
}
