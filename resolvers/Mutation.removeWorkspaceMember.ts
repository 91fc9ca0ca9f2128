import { type Context, extensions } from '@aws-appsync/utils';
import type { MutationRemoveWorkspaceMemberArgs } from '#generated/schema';
import { requireId, requirePersonId } from './lib/ids.ts';
import { lostWorkspace } from './lib/invalidation.ts';
import { workspaceMemberOf } from './lib/member.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

export function request(ctx: Context<MutationRemoveWorkspaceMemberArgs, WorkspaceStash>) {
  const { workspaceId, userId } = ctx.args.input;
  requireId(workspaceId, 'workspaceId');
  requirePersonId(userId, 'userId');
  ctx.stash.access = { workspaceId, action: 'removeMember', personId: userId };
  return {};
}

/** The answer is what they were. */
export function response(ctx: Context<MutationRemoveWorkspaceMemberArgs, WorkspaceStash>) {
  const { person, personProfile } = ctx.stash;
  if (person) extensions.invalidateSubscriptions(lostWorkspace(person.workspaceId, person.userId));
  return person && workspaceMemberOf(person, personProfile);
}
