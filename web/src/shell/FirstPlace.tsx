import { Navigate } from 'react-router';
import { channelPath } from './channel-names.ts';
import { lastPlace } from './last-place.ts';
import { Notice } from './Notice.tsx';
import { useShell } from './shell-context.ts';

/** Leads on to where the reader was last, or to their first channel. */
export function FirstPlace() {
  const { me, workspaces } = useShell();
  const channels = workspaces.flatMap((each) => each.channels).map(({ channel }) => channel);
  const first = channels.find((channel) => !channel.isDm) ?? channels[0];
  const place = lastPlace(me.id) ?? (first && channelPath(first));
  if (place) return <Navigate to={place} replace />;
  if (workspaces.length === 0) {
    return <Notice title="No workspace yet">You are in no workspace. Ask someone to invite you to theirs.</Notice>;
  }
  return <Notice title="No channel yet">You are in no channel of {workspaces[0]?.workspace.name}.</Notice>;
}
