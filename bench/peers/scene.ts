import type { ChannelRow, UserRow, WorkspaceMemberRow, WorkspaceRow } from '../../generated/models.ts';
import { accounts } from '../../dev/accounts.ts';

/** What every peer serves: one workspace of public channels, whose people are the seeded ones. */
export const workspaceId = 'bench';
export const channelCount = 200;

/** As in `bench_17`. */
export function channelIdOf(index: number): string {
  return `${workspaceId}_${index}`;
}

/** Names those who may hear a channel of the scene: nobody ever lost it, or its workspace. */
export function audienceOf(channelId: string): string {
  return `${channelId}:1.1`;
}

export function sceneRows() {
  const createdAt = new Date().toISOString();
  const times = { createdAt, updatedAt: createdAt };
  const owner = accounts[0].user;
  return {
    User: accounts.map(({ user, name }): UserRow => ({ id: user, name, ...times })),
    WorkspaceMember: accounts.map(({ user }): WorkspaceMemberRow => {
      return { userId: user, workspaceId, role: 'MEMBER', membershipId: `${user}-1`, ...times };
    }),
    DirectMessage: [],
    Message: [],
    Channel: Array.from({ length: channelCount }, (_, index): ChannelRow => {
      const id = channelIdOf(index);
      const counts = { memberCount: 5, headSeq: 0, messageCount: 0, clock: 0, audienceEpoch: 1, workspaceEpoch: 1 };
      const sent = { senders: {}, sends: {} };
      return {
        id,
        workspaceId,
        name: id,
        isPrivate: false,
        isDm: false,
        ...counts,
        ...sent,
        createdBy: owner,
        ...times,
      };
    }),
    ChannelMember: [],
    Workspace: [
      {
        id: workspaceId,
        name: 'Bench',
        audienceEpoch: 1,
        ownerCount: 1,
        createdBy: owner,
        ...times,
      } satisfies WorkspaceRow,
    ],
  };
}
