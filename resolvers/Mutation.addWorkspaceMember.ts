import type { Context } from '@aws-appsync/utils';
import type { MutationAddWorkspaceMemberArgs } from '#generated/schema';
import { requireId, requirePersonId } from './lib/ids.ts';
import { workspaceMemberOf } from './lib/member.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';

export function request(ctx: Context<MutationAddWorkspaceMemberArgs, WorkspaceStash>) {
  const { workspaceId, userId, role } = ctx.args.input;
  requireId(workspaceId, 'workspaceId');
  requirePersonId(userId, 'userId');
  ctx.stash.access = { workspaceId, action: 'addMember', personId: userId, role: role ?? 'MEMBER' };
  return {};
}

export function response(ctx: Context<MutationAddWorkspaceMemberArgs, WorkspaceStash>) {
  const { person, personProfile } = ctx.stash;
  return person && workspaceMemberOf(person, personProfile);
}
