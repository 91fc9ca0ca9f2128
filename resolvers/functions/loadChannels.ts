import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { ChannelRow } from '#generated/models';
import type { ChannelConnection } from '#generated/schema';
import { channelOf } from '../lib/channel.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { isInChannel } from '../lib/membership.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Reads the channels of `stash.channelPage`, and shows those that the caller may read as they are now: of their own the private
 * ones, or a guest all of them, and of the others what is still public.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const keys = idsOf(ctx.stash).map((id) => ({ id }));
  if (keys.length === 0) runtime.earlyReturn({ items: [], nextToken: ctx.stash.channelPage.nextToken });
  return batchGet({ tables: { [ctx.env.CHANNEL_TABLE ?? '']: { keys, consistentRead: true } } });
}

export function response(ctx: Context<object, WorkspaceStash>): ChannelConnection {
  requireAnswer(ctx);
  const table = ctx.env.CHANNEL_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  const { caller, channelPage } = ctx.stash;
  const found: (ChannelRow | null)[] = ctx.result.data[table];
  const byId: Record<string, ChannelRow> = {};
  for (const row of found) {
    if (row) byId[row.id] = row;
  }
  const items: ChannelRow[] = [];
  for (const membership of channelPage.memberships) {
    const row = byId[membership.channelId];
    const isShown = row && !row.isDm && (row.isPrivate || caller.role === 'GUEST');
    if (isShown && isInChannel(caller.userId, row, membership, caller)) items.push(row);
  }
  for (const id of channelPage.publicIds) {
    const row = byId[id];
    if (row && !row.isPrivate) items.push(row);
  }
  return { items: items.map((row) => channelOf(row)), nextToken: channelPage.nextToken };
}

/** Each once: a public channel that the caller is in is in both lists. */
function idsOf({ channelPage }: WorkspaceStash): string[] {
  const ids = channelPage.memberships.map(({ channelId }) => channelId);
  return ids.concat(channelPage.publicIds.filter((id) => ids.indexOf(id) < 0));
}
