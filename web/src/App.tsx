import { Navigate, Route, Routes } from 'react-router';
import { ChannelPage } from './channel/ChannelPage.tsx';
import { SessionProvider } from './session/SessionProvider.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import { useSession } from './session/use-session.ts';
import { FirstPlace } from './shell/FirstPlace.tsx';
import { Notice } from './shell/Notice.tsx';
import { Shell } from './shell/Shell.tsx';

export function App() {
  return (
    <SessionProvider>
      <Places />
    </SessionProvider>
  );
}

function Places() {
  const { session } = useSession();
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
        <Route path="/channel/:channelId" element={<ChannelPage kind="channel" />} />
        <Route path="/dm/:channelId" element={<ChannelPage kind="dm" />} />
        <Route path="*" element={<Notice title="Nothing here">This address leads to no place in Parley.</Notice>} />
      </Route>
    </Routes>
  );
}

/** Whoever came for a channel gets there once signed in. */
function SignInFirst() {
  return <Navigate to="/" replace state={{ wanted: location.pathname }} />;
}
