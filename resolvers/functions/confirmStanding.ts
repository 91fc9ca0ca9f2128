import type { Context } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, WorkspaceMemberRow } from '#generated/models';
import { judge } from '../lib/access.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { standingOf } from '../lib/membership.ts';
import { requireAllowed } from '../lib/refusals.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Looks once more whether the caller may read the channel, after its audience was read. A batch is no snapshot ("Amazon DynamoDB
 * Transactions: How it works", isolation levels): it can hold the membership as it was before somebody was removed, and the
 * audience as it is after. That audience, kept by a subscription, would be heard for good.
 *
 * Needs `stash.channel` and `access`; sets `stash.caller`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { caller, channel } = ctx.stash;
  const { userId } = caller;
  const { id: channelId, workspaceId } = channel;
  return batchGet({
    tables: {
      [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: { keys: [{ userId, workspaceId }], consistentRead: true },
      [ctx.env.CHANNEL_MEMBER_TABLE ?? '']: { keys: [{ userId, channelId }], consistentRead: true },
    },
  });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  for (const table of Object.keys(ctx.result.unprocessedKeys ?? {})) {
    if ((ctx.result.unprocessedKeys[table] ?? []).length > 0) failUnavailable();
  }
  const { access, channel } = ctx.stash;
  const { userId } = ctx.stash.caller;
  const workspaceMember = ctx.result.data[ctx.env.WORKSPACE_MEMBER_TABLE ?? ''][0] as WorkspaceMemberRow | null;
  const membership = ctx.result.data[ctx.env.CHANNEL_MEMBER_TABLE ?? ''][0] as ChannelMemberRow | null;
  const caller = standingOf(userId, channel, membership, workspaceMember);
  const role = workspaceMember?.role ?? null;
  requireAllowed(judge(access.action, { userId, channel, role, isMember: caller.isInChannel }), access);
  ctx.stash.caller = caller;
  return channel;
}
