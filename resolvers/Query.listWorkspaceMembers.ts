import type { Context } from '@aws-appsync/utils';
import type { WorkspaceMemberRow } from '#generated/models';
import type { QueryListWorkspaceMembersArgs, WorkspaceMemberConnection } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { workspaceMemberOf } from './lib/member.ts';
import { pageSize } from './lib/page.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

export function request(ctx: Context<QueryListWorkspaceMembersArgs, WorkspaceStash>) {
  requireId(ctx.args.workspaceId, 'workspaceId');
  pageSize(ctx.args.limit);
  ctx.stash.access = { workspaceId: ctx.args.workspaceId, action: 'listMembers' };
  return {};
}

export function response(ctx: Context<QueryListWorkspaceMembersArgs, WorkspaceStash>): WorkspaceMemberConnection {
  const rows: WorkspaceMemberRow[] = ctx.prev.result.items;
  return {
    items: rows.map((row, index) => workspaceMemberOf(row, ctx.stash.profiles[index] ?? null)),
    nextToken: ctx.prev.result.nextToken,
  };
}
