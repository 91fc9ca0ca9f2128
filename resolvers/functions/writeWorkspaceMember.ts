import { type Context, runtime, util } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceMemberRow } from '#generated/models';
import { requireAnswer } from '../lib/errors.ts';
import { callerAsJudged, tellPerson, workspaceAsOf } from '../lib/workspace-change.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Takes the person of `stash.access` into the workspace, unless they are in it: then what they are there is the answer, also where
 * somebody else took them in a moment ago. Sets `stash.person`.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  if (ctx.stash.person) runtime.earlyReturn(ctx.stash.person);
  const { workspaceId, personId = '', role = 'MEMBER' } = ctx.stash.access;
  const now = util.time.nowISO8601();
  const item: Omit<WorkspaceMemberRow, 'userId' | 'workspaceId'> = {
    role,
    membershipId: util.autoUlid(),
    createdAt: now,
    updatedAt: now,
  };
  ctx.stash.person = { userId: personId, workspaceId, ...item };
  return transactWrite({
    items: [
      {
        putItem: {
          table: ctx.env.WORKSPACE_MEMBER_TABLE ?? '',
          key: { userId: personId, workspaceId },
          item,
          condition: { userId: { attributeExists: false } },
        },
      },
      ...workspaceAsOf(ctx, null, role),
      ...callerAsJudged(ctx),
    ],
  });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  const taken = ctx.result?.cancellationReasons?.[0]?.item as WorkspaceMemberRow | undefined;
  if (ctx.error && taken) {
    ctx.stash.person = taken;
    return taken;
  }
  requireAnswer(ctx);
  tellPerson(ctx, ctx.stash.access.personId ?? '', 'WORKSPACE_JOINED');
  return ctx.stash.person;
}
