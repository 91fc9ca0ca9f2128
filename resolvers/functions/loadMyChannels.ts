import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, ChannelRow } from '#generated/models';
import type { MyChannel, MyChannelConnection, QueryListMyChannelsArgs } from '#generated/schema';
import { channelOf } from '../lib/channel.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { isInChannel } from '../lib/membership.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Reads the channels of the memberships that the step before found, and says of each what is unread. A membership from an earlier
 * stay in the workspace shows nothing. Needs `stash.caller`.
 */
export function request(ctx: Context<QueryListMyChannelsArgs, WorkspaceStash>) {
  const memberships: ChannelMemberRow[] = ctx.prev.result.items;
  if (memberships.length === 0) runtime.earlyReturn({ items: [], nextToken: ctx.prev.result.nextToken });
  return batchGet({
    tables: {
      [ctx.env.CHANNEL_TABLE ?? '']: { keys: memberships.map((one) => ({ id: one.channelId })), consistentRead: true },
    },
  });
}

export function response(ctx: Context<QueryListMyChannelsArgs, WorkspaceStash>): MyChannelConnection {
  requireAnswer(ctx);
  const table = ctx.env.CHANNEL_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  const memberships: ChannelMemberRow[] = ctx.prev.result.items;
  const rows: (ChannelRow | null)[] = ctx.result.data[table];
  const items: MyChannel[] = [];
  memberships.forEach((membership, index) => {
    const row = rows[index];
    if (row && isInChannel(membership.userId, row, membership, ctx.stash.caller)) {
      items.push({
        channel: channelOf(row),
        lastReadSeq: membership.lastReadSeq,
        unreadCount: Math.max(0, row.messageCount - membership.readCount),
        isMentioned: (membership.lastMentionSeq ?? 0) > membership.lastReadSeq,
      });
    }
  });
  return { items, nextToken: ctx.prev.result.nextToken };
}
