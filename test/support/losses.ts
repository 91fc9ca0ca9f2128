import type { WorkspaceRole } from '../../generated/models.ts';
import * as operations from '../../generated/operations.ts';
import { insistOn } from './insist.ts';
import type { Person } from './person.ts';

/** The ways in which a person loses a channel that they may read, and what they and the channel are before. */
export const losses = {
  /** Put out of a private channel by an owner. */
  removedFromChannel: { isPrivate: true, isIn: true, role: 'MEMBER' },
  /** A guest who is put out of a public channel has no other right to it. */
  guestRemovedFromChannel: { isPrivate: false, isIn: true, role: 'GUEST' },
  removedFromWorkspace: { isPrivate: true, isIn: true, role: 'MEMBER' },
  readerRemovedFromWorkspace: { isPrivate: false, isIn: false, role: 'ADMIN' },
  leftChannel: { isPrivate: true, isIn: true, role: 'MEMBER' },
  leftWorkspace: { isPrivate: true, isIn: true, role: 'GUEST' },
  readerLeftWorkspace: { isPrivate: false, isIn: false, role: 'MEMBER' },
  /** They read a public channel without being in it, until it is private. */
  madePrivate: { isPrivate: false, isIn: false, role: 'MEMBER' },
  madeGuest: { isPrivate: false, isIn: false, role: 'MEMBER' },
} as const satisfies Record<string, { isPrivate: boolean; isIn: boolean; role: WorkspaceRole }>;

export type Loss = keyof typeof losses;

/** Resolves when the service has answered that it is so. */
export async function lose(
  loss: Loss,
  { owner, loser, workspaceId, channelId }: { owner: Person; loser: Person; workspaceId: string; channelId: string },
): Promise<void> {
  const { userId } = loser;
  switch (loss) {
    case 'removedFromChannel':
    case 'guestRemovedFromChannel':
      return insistDone(owner, operations.removeChannelMember, { channelId, userId });
    case 'removedFromWorkspace':
    case 'readerRemovedFromWorkspace':
      return insistDone(owner, operations.removeWorkspaceMember, { workspaceId, userId });
    case 'leftChannel':
      return insistDone(loser, operations.leaveChannel, { channelId });
    case 'leftWorkspace':
    case 'readerLeftWorkspace':
      return insistDone(loser, operations.removeWorkspaceMember, { workspaceId, userId });
    case 'madePrivate':
      return insistDone(owner, operations.updateChannel, { channelId, isPrivate: true });
    case 'madeGuest':
      return insistDone(owner, operations.updateWorkspaceMember, { workspaceId, userId, role: 'GUEST' });
  }
  loss satisfies never;
}

async function insistDone(person: Person, query: string, input: object): Promise<void> {
  await insistOn(person, query, { input });
}
