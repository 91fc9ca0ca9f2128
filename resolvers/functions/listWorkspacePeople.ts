import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import type { QueryListWorkspaceMembersArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { personForm } from '../lib/ids.ts';
import { pageCursor, pageSize, readPageCursor } from '../lib/page.ts';

/** Reads one page of a workspace's people, and one more, who tells whether there is another page. */
export function request(ctx: Context<QueryListWorkspaceMembersArgs>) {
  const { limit, nextToken } = ctx.args;
  const page = { index: 'members_by_workspace', limit: pageSize(limit) + 1 };
  const workspaceId = { eq: ctx.args.workspaceId };
  const last = readPageCursor(nextToken, listOf(ctx.args), personForm);
  return query<WorkspaceMemberRow>({ ...page, query: last ? { workspaceId, userId: { gt: last } } : { workspaceId } });
}

export function response(ctx: Context<QueryListWorkspaceMembersArgs>) {
  requireAnswer(ctx);
  const rows: WorkspaceMemberRow[] = ctx.result.items;
  const items = rows.slice(0, pageSize(ctx.args.limit));
  const last = items[items.length - 1];
  const hasMore = rows.length > items.length || !!ctx.result.nextToken;
  return { items, nextToken: last && hasMore ? pageCursor(listOf(ctx.args), last.userId) : null };
}

/** What a cursor belongs to. */
function listOf({ workspaceId }: QueryListWorkspaceMembersArgs): string {
  return `people|${workspaceId}`;
}
