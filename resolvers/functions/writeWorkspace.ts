import { type Context, util } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow, WorkspaceRow } from '#generated/models';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { tellPerson } from '../lib/workspace-change.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/** Makes `stash.workspace`, with the caller as its owner. Both are there or neither. */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { id, ...workspace } = ctx.stash.workspace satisfies WorkspaceRow;
  const owner: Omit<WorkspaceMemberRow, 'userId' | 'workspaceId'> = {
    role: 'OWNER',
    membershipId: util.autoUlid(),
    createdAt: workspace.createdAt,
    updatedAt: workspace.createdAt,
  };
  return transactWrite({
    items: [
      {
        putItem: {
          table: ctx.env.WORKSPACE_TABLE ?? '',
          key: { id },
          item: workspace,
          condition: { id: { attributeExists: false } },
        },
      },
      {
        putItem: {
          table: ctx.env.WORKSPACE_MEMBER_TABLE ?? '',
          key: { userId: callerId(ctx), workspaceId: id },
          item: owner,
        },
      },
    ],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  tellPerson(ctx, callerId(ctx), 'WORKSPACE_JOINED');
  return ctx.stash.workspace;
}
