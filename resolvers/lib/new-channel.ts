import type { Context } from '@aws-appsync/utils';
import type { ChannelMemberRow, ChannelRow } from '#generated/models';
import { callerId } from './caller.ts';
import { timeOf } from './time.ts';
import type { WorkspaceStash } from './workspace-stash.ts';

/** A channel before its first position, with what is not the same for all of them in `more`. */
export function newChannelOf(
  ctx: Context<object, WorkspaceStash>,
  more: Pick<ChannelRow, 'isPrivate' | 'isDm' | 'memberCount'> & Partial<ChannelRow>,
): ChannelRow {
  const { workspace, newChannel } = ctx.stash;
  const createdAt = timeOf(newChannel.at);
  return {
    id: newChannel.id,
    workspaceId: workspace.id,
    headSeq: 0,
    messageCount: 0,
    clock: newChannel.at,
    audienceEpoch: 1,
    workspaceEpoch: workspace.audienceEpoch,
    senders: {},
    sends: {},
    createdBy: callerId(ctx),
    createdAt,
    updatedAt: createdAt,
    ...more,
  };
}

/** The entry of a transaction that puts somebody into a new channel, for the stay in the workspace that they have now. */
export function firstMembership(
  ctx: Context<object, WorkspaceStash>,
  { userId, membershipId }: Pick<ChannelMemberRow, 'userId' | 'membershipId'>,
) {
  const { id, at } = ctx.stash.newChannel;
  const item: Omit<ChannelMemberRow, 'userId' | 'channelId'> = {
    addedBy: callerId(ctx),
    membershipId,
    createdAt: timeOf(at),
    lastReadSeq: 0,
    readCount: 0,
  };
  return { putItem: { table: ctx.env.CHANNEL_MEMBER_TABLE ?? '', key: { userId, channelId: id }, item } };
}
