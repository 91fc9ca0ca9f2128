import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import type { QueryListWorkspacesArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { pageSize } from '../lib/page.ts';

/** Reads one page of the workspaces that the caller is in. */
export function request(ctx: Context<QueryListWorkspacesArgs>) {
  return query<WorkspaceMemberRow>({
    query: { userId: { eq: callerId(ctx) } },
    limit: pageSize(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
    consistentRead: true,
  });
}

export function response(ctx: Context<QueryListWorkspacesArgs>) {
  requireAnswer(ctx);
  return ctx.result;
}
