import { type Context, runtime, util } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import { requireAnswer } from '../lib/errors.ts';
import { callerAsJudged, requireOwnerLeft, tellPerson, workspaceAsOf } from '../lib/workspace-change.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/** Makes the person of `stash.access` what they are to be, unless they are that already. Sets `stash.person`, or `isSettled`. */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { workspaceId, role = 'MEMBER' } = ctx.stash.access;
  // The cast states what `judgeInWorkspace` made sure of: there is such a person.
  const person = ctx.stash.person as WorkspaceMemberRow;
  if (person.role === role) {
    ctx.stash.isSettled = true;
    runtime.earlyReturn(person);
  }
  const updatedAt = util.time.nowISO8601();
  ctx.stash.person = { ...person, role, updatedAt };
  return transactWrite({
    items: [
      {
        updateItem: {
          table: ctx.env.WORKSPACE_MEMBER_TABLE ?? '',
          key: { userId: person.userId, workspaceId },
          update: { role, updatedAt },
          condition: { role: { eq: person.role }, membershipId: { eq: person.membershipId } },
        },
      },
      ...workspaceAsOf(ctx, person.role, role),
      ...callerAsJudged(ctx),
    ],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireOwnerLeft(ctx);
  requireAnswer(ctx);
  tellPerson(ctx, ctx.stash.access.personId ?? '', 'WORKSPACE_JOINED');
  return ctx.stash.person;
}
