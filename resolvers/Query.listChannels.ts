import type { Context } from '@aws-appsync/utils';
import type { QueryListChannelsArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { isCursorOf, pageSize } from './lib/page.ts';
import { publicChannels } from './lib/public-channels.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

/** First come the caller's own channels, then the public ones: a cursor says which of the two lists it goes on with. */
export function request(ctx: Context<QueryListChannelsArgs, WorkspaceStash>) {
  const { workspaceId, limit, nextToken } = ctx.args;
  requireId(workspaceId, 'workspaceId');
  pageSize(limit);
  ctx.stash.access = { workspaceId, action: 'read' };
  ctx.stash.membershipList = `mine|${workspaceId}`;
  ctx.stash.isPastMemberships = isCursorOf(nextToken, publicChannels(workspaceId));
  return {};
}

export function response(ctx: Context<QueryListChannelsArgs, WorkspaceStash>) {
  return ctx.prev.result;
}
