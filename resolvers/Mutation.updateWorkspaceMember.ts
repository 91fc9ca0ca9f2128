import { type Context, extensions } from '@aws-appsync/utils';
import type { MutationUpdateWorkspaceMemberArgs } from '#generated/schema';
import { requireId, requirePersonId } from './lib/ids.ts';
import { lostWorkspace } from './lib/invalidation.ts';
import { workspaceMemberOf } from './lib/member.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

export function request(ctx: Context<MutationUpdateWorkspaceMemberArgs, WorkspaceStash>) {
  const { workspaceId, userId, role } = ctx.args.input;
  requireId(workspaceId, 'workspaceId');
  requirePersonId(userId, 'userId');
  ctx.stash.access = { workspaceId, action: 'changeRole', personId: userId, role };
  return {};
}

export function response(ctx: Context<MutationUpdateWorkspaceMemberArgs, WorkspaceStash>) {
  const { person, personProfile, isSettled } = ctx.stash;
  if (person?.role === 'GUEST' && !isSettled) {
    extensions.invalidateSubscriptions(lostWorkspace(person.workspaceId, person.userId));
  }
  return person && workspaceMemberOf(person, personProfile);
}
