import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import type { QueryListWorkspacesArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { idForm } from '../lib/ids.ts';
import { pageCursor, pageSize, readPageCursor } from '../lib/page.ts';

/** What a cursor belongs to. */
const list = 'workspaces';

/** Reads one page of the workspaces that the caller is in. */
export function request(ctx: Context<QueryListWorkspacesArgs>) {
  const userId = { eq: callerId(ctx) };
  const page = { limit: pageSize(ctx.args.limit), consistentRead: true };
  const last = readPageCursor(ctx.args.nextToken, list, idForm);
  return query<WorkspaceMemberRow>({ ...page, query: last ? { userId, workspaceId: { gt: last } } : { userId } });
}

export function response(ctx: Context<QueryListWorkspacesArgs>) {
  requireAnswer(ctx);
  const items: WorkspaceMemberRow[] = ctx.result.items;
  const last = items[items.length - 1];
  return { items, nextToken: last && ctx.result.nextToken ? pageCursor(list, last.workspaceId) : null };
}
