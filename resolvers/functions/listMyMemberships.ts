import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow } from '#generated/models';
import type { QueryListMyChannelsArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { pageCursor, pageSize, readPageCursor } from '../lib/page.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Reads one page of the channels of one workspace that the caller is in. A channel's id begins with its workspace's. Skipped where
 * the page that is asked for is past them.
 *
 * Needs `stash.membershipList`.
 */
export function request(ctx: Context<QueryListMyChannelsArgs, WorkspaceStash>) {
  if (ctx.stash.isPastMemberships) runtime.earlyReturn({ items: [], nextToken: null });
  const { workspaceId, limit, nextToken } = ctx.args;
  const userId = { eq: callerId(ctx) };
  const page = { limit: pageSize(limit), consistentRead: true };
  // A cursor into another workspace would list the channels of one that the caller has left.
  const last = readPageCursor(nextToken, ctx.stash.membershipList, `^${workspaceId}_[A-Za-z0-9_-]{1,64}\\z`);
  if (!last)
    return query<ChannelMemberRow>({ ...page, query: { userId, channelId: { beginsWith: `${workspaceId}_` } } });
  // "!" sorts below every character of an id, "~" above.
  return query<ChannelMemberRow>({
    ...page,
    query: { userId, channelId: { between: [`${last}!`, `${workspaceId}_~`] } },
  });
}

export function response(ctx: Context<QueryListMyChannelsArgs, WorkspaceStash>) {
  requireAnswer(ctx);
  const items: ChannelMemberRow[] = ctx.result.items;
  const last = items[items.length - 1];
  const hasMore = last && ctx.result.nextToken;
  return { items, nextToken: hasMore ? pageCursor(ctx.stash.membershipList, last.channelId) : null };
}
