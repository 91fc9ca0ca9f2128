import type { Context } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import { requireAnswer } from '../lib/errors.ts';
import { callerAsJudged, requireOwnerLeft, tellPerson, workspaceAsOf } from '../lib/workspace-change.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Takes the person of `stash.access` out of the workspace. Their channel memberships stay, and are worth nothing from this moment;
 * what they listen to has another audience from each channel's next event on.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  // The cast states what `judgeInWorkspace` made sure of: there is such a person.
  const { userId, workspaceId, role, membershipId } = ctx.stash.person as WorkspaceMemberRow;
  return transactWrite({
    items: [
      {
        deleteItem: {
          table: ctx.env.WORKSPACE_MEMBER_TABLE ?? '',
          key: { userId, workspaceId },
          condition: { role: { eq: role }, membershipId: { eq: membershipId } },
        },
      },
      ...workspaceAsOf(ctx, role, null),
      ...callerAsJudged(ctx),
    ],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireOwnerLeft(ctx);
  requireAnswer(ctx);
  tellPerson(ctx, ctx.stash.access.personId ?? '', 'WORKSPACE_LEFT');
  return ctx.stash.person;
}
