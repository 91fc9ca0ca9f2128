import type { Context } from '@aws-appsync/utils';
import type { QueryGetWorkspaceArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';
import { workspaceOf } from './lib/workspace.ts';

export function request(ctx: Context<QueryGetWorkspaceArgs, WorkspaceStash>) {
  requireId(ctx.args.id, 'id');
  ctx.stash.access = { workspaceId: ctx.args.id, action: 'read' };
  return {};
}

export function response(ctx: Context<QueryGetWorkspaceArgs, WorkspaceStash>) {
  return workspaceOf(ctx.stash.workspace);
}
