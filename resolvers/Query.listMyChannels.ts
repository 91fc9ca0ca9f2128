import type { Context } from '@aws-appsync/utils';
import type { QueryListMyChannelsArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { pageSize } from './lib/page.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

export function request(ctx: Context<QueryListMyChannelsArgs, WorkspaceStash>) {
  const { workspaceId, limit } = ctx.args;
  requireId(workspaceId, 'workspaceId');
  pageSize(limit);
  ctx.stash.access = { workspaceId, action: 'read' };
  ctx.stash.membershipList = workspaceId;
  return {};
}

export function response(ctx: Context<QueryListMyChannelsArgs>) {
  return ctx.prev.result;
}
