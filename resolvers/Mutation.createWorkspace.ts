import { type Context, util } from '@aws-appsync/utils';
import type { MutationCreateWorkspaceArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { readName } from './lib/names.ts';
import type { WorkspaceStash } from './lib/workspace-stash.ts';
import { workspaceOf } from './lib/workspace.ts';

/** Anyone with a session may: there is nothing yet to have a right to. */
export function request(ctx: Context<MutationCreateWorkspaceArgs, WorkspaceStash>) {
  const name = readName(ctx.args.input.name, 'name');
  const now = util.time.nowISO8601();
  const createdBy = callerId(ctx);
  const id = util.autoUlid();
  ctx.stash.access = { workspaceId: id, action: 'read' };
  ctx.stash.workspace = { id, name, audienceEpoch: 1, ownerCount: 1, createdBy, createdAt: now, updatedAt: now };
  return {};
}

export function response(ctx: Context<MutationCreateWorkspaceArgs, WorkspaceStash>) {
  return workspaceOf(ctx.stash.workspace);
}
