import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow, ChannelRow } from '#generated/models';
import type { QueryListChannelsArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { pageSize } from '../lib/page.ts';
import { publicCursor, readPublicCursor } from '../lib/public-channels.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Fills the page with public channels, by name, as far as the caller's memberships leave room on it: one row each, so that all of
 * the page's channels are one batch. Skipped where there is no room or more memberships are to come, and for guests.
 *
 * Needs the page of memberships as the step before answered it; sets `stash.channelPage`.
 */
export function request(ctx: Context<QueryListChannelsArgs, WorkspaceStash>) {
  const { workspaceId, nextToken } = ctx.args;
  const memberships: ChannelMemberRow[] = ctx.prev.result.items;
  const isGuest = ctx.stash.caller.role === 'GUEST';
  const room = roomOn(ctx);
  ctx.stash.channelPage = { memberships, publicIds: [], nextToken: ctx.prev.result.nextToken };
  if (ctx.stash.channelPage.nextToken || isGuest) runtime.earlyReturn(null);
  if (room === 0) {
    ctx.stash.channelPage.nextToken = publicCursor(workspaceId, '');
    runtime.earlyReturn(null);
  }
  const last = ctx.stash.isPastMemberships ? readPublicCursor(nextToken, workspaceId) : null;
  const partition = { workspaceId: { eq: workspaceId } };
  return query<ChannelRow>({
    index: 'channels_by_workspace',
    limit: room + 1,
    query: last ? { ...partition, publicName: { gt: last } } : partition,
  });
}

export function response(ctx: Context<QueryListChannelsArgs, WorkspaceStash>) {
  requireAnswer(ctx);
  const rows: Pick<ChannelRow, 'id' | 'publicName'>[] = ctx.result.items;
  const page = rows.slice(0, roomOn(ctx));
  const last = page[page.length - 1];
  const hasMore = rows.length > page.length || !!ctx.result.nextToken;
  ctx.stash.channelPage.publicIds = page.map(({ id }) => id);
  ctx.stash.channelPage.nextToken = last && hasMore ? publicCursor(ctx.args.workspaceId, last.publicName ?? '') : null;
  return null;
}

function roomOn(ctx: Context<QueryListChannelsArgs, WorkspaceStash>): number {
  return pageSize(ctx.args.limit) - ctx.prev.result.items.length;
}
