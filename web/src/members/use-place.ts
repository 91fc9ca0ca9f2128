import type { Channel } from '@parley/client';
import { useShell, type WorkspaceRole } from '../shell/shell-context.ts';
import { type Rights, rightsIn } from './rights.ts';

export interface Place {
  /** As it is now. */
  readonly channel: Channel;
  readonly isMember: boolean;
  readonly role: WorkspaceRole | null;
  readonly rights: Rights;
}

/** A channel as the reader stands to it, live where they are in it. */
export function usePlace(given: Channel): Place {
  const { me, workspaces } = useShell();
  const house = workspaces.find(({ workspace }) => workspace.id === given.workspaceId);
  const mine = house?.channels.find(({ channel }) => channel.id === given.id)?.channel;
  const channel = mine && mine.headSeq >= given.headSeq ? mine : given;
  const role = house?.role ?? null;
  return { channel, isMember: mine !== undefined, role, rights: rightsIn(channel, me.id, role, mine !== undefined) };
}
