import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, WorkspaceMemberRow } from '#generated/models';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { isInChannel } from '../lib/membership.ts';
import type { ChannelStash } from '../lib/stash.ts';

/** Keeps of the page of channel memberships those that count: their people are in the workspace, and have been since. */
export function request(ctx: Context<object, ChannelStash>) {
  const memberships: ChannelMemberRow[] = ctx.prev.result.items;
  if (memberships.length === 0) runtime.earlyReturn(ctx.prev.result);
  const { workspaceId } = ctx.stash.channel;
  const keys = memberships.map(({ userId }) => ({ userId, workspaceId }));
  return batchGet({ tables: { [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: { keys, consistentRead: true } } });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  const table = ctx.env.WORKSPACE_MEMBER_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  const stays: (WorkspaceMemberRow | null)[] = ctx.result.data[table];
  const memberships: ChannelMemberRow[] = ctx.prev.result.items;
  const items = memberships.filter((membership, index) =>
    isInChannel(membership.userId, ctx.stash.channel, membership, stays[index] ?? null),
  );
  return { items, nextToken: ctx.prev.result.nextToken };
}
