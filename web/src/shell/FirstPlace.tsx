import { Navigate, useParams } from 'react-router';
import { strings } from '../strings/index.ts';
import { channelPath } from './channel-names.ts';
import { lastPlace } from './last-place.ts';
import { Notice } from './Notice.tsx';
import { useShell } from './shell-context.ts';
import { sidebarOrder } from './sidebar-order.ts';

const words = strings.shell;

/** Leads on to where the reader was last, or to the first channel: of all workspaces, or of the one that the address names. */
export function FirstPlace() {
  const { me, workspaces, openDialog } = useShell();
  const { workspaceId } = useParams();
  const named = workspaces.filter(({ workspace }) => workspaceId === undefined || workspace.id === workspaceId);
  const places = named.flatMap(({ channels }) => sidebarOrder(channels));
  const last = workspaceId === undefined ? lastPlace(me.id) : null;
  const first = places.find(({ channel }) => !channel.isDm) ?? places[0];
  const path = last ?? (first && channelPath(first.channel));
  if (path) return <Navigate to={path} replace />;
  const [only] = named;
  if (!only && workspaceId !== undefined) return <Notice title={words.nothingTitle}>{words.nothingHere}</Notice>;
  if (!only) {
    return (
      <Notice
        title={words.noWorkspaceTitle}
        action={
          <button className="button" type="button" onClick={() => openDialog({ kind: 'create-workspace' })}>
            {words.createWorkspace}
          </button>
        }
      >
        {words.noWorkspace}
      </Notice>
    );
  }
  const mayOpen = only.role !== 'GUEST';
  return (
    <Notice
      title={words.noChannelTitle}
      action={
        mayOpen && (
          <span className="notice-ways">
            <button className="button" type="button" onClick={() => openDialog({ kind: 'browse' })}>
              {words.browse}
            </button>
            <button className="button" type="button" onClick={() => openDialog({ kind: 'create-channel' })}>
              {words.createChannel}
            </button>
          </span>
        )
      }
    >
      {words.noChannel(only.workspace.name)}
    </Notice>
  );
}
