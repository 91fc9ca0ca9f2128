import { type Context, runtime } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow, WorkspaceRow } from '#generated/models';
import type { QueryListWorkspacesArgs, WorkspaceConnection } from '#generated/schema';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';

interface Memberships {
  items: WorkspaceMemberRow[];
  nextToken: string | null;
}

/** Reads the workspaces of the memberships that the step before found. */
export function request(ctx: Context<QueryListWorkspacesArgs, object, { result: Memberships }>) {
  const { items, nextToken } = ctx.prev.result as Memberships;
  if (items.length === 0) runtime.earlyReturn({ items, nextToken });
  return batchGet({
    tables: {
      [ctx.env.WORKSPACE_TABLE ?? '']: { keys: items.map((one) => ({ id: one.workspaceId })), consistentRead: true },
    },
  });
}

export function response(ctx: Context<QueryListWorkspacesArgs>): WorkspaceConnection {
  requireAnswer(ctx);
  const table = ctx.env.WORKSPACE_TABLE ?? '';
  if ((ctx.result.unprocessedKeys?.[table] ?? []).length > 0) failUnavailable();
  const rows: (WorkspaceRow | null)[] = ctx.result.data[table];
  return { items: rows.filter((row) => !!row) as WorkspaceRow[], nextToken: ctx.prev.result.nextToken };
}
