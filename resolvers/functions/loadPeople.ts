import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { othersReadLater, requireAll } from '../lib/workspace-others.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/** Reads those of `stash.access.others` for whom `authorizeWorkspace` had no room, and adds them to `stash.others`. */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { workspaceId } = ctx.stash.access;
  const keys = othersReadLater(ctx.stash).map((userId) => ({ userId, workspaceId }));
  if (keys.length === 0) runtime.earlyReturn(ctx.prev.result);
  return batchGet({ tables: { [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: { keys, consistentRead: true } } });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  const table = ctx.env.WORKSPACE_MEMBER_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  ctx.stash.others = ctx.stash.others.concat(requireAll(ctx.result.data[table]));
  return ctx.prev.result;
}
