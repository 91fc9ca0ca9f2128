import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { channelPath } from '../shell/channel-names.ts';
import { forgetPlace } from '../shell/last-place.ts';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';
import type { Told } from './use-word.ts';

/** Leads the reader out of a channel that is not open to them any more, to another one of theirs, and tells them so there. */
export function LedOut({ channelId, workspaceId, label }: { channelId: string; workspaceId: string; label: string }) {
  const { me, workspaces } = useShell();
  const navigate = useNavigate();
  useEffect(() => {
    forgetPlace(me.id);
    const channels = workspaces
      .flatMap((each) => each.channels)
      .map(({ channel }) => channel)
      .filter(({ id, archivedAt }) => id !== channelId && !archivedAt);
    const near = channels.filter((channel) => channel.workspaceId === workspaceId);
    const next = near.find(({ isDm }) => !isDm) ?? near[0] ?? channels[0];
    const told: Told = { word: strings.channel.ledOut(label) };
    void navigate(next ? channelPath(next) : '/', { replace: true, state: told });
    // Once: the sidebar may change on the way.
  }, []);
  return <main className="channel" aria-busy="true" />;
}
