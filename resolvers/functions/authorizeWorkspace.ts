import type { Context } from '@aws-appsync/utils';
import { batchGet } from '@aws-appsync/utils/dynamodb';
import type { DirectMessageRow, UserRow, WorkspaceMemberRow, WorkspaceRow } from '#generated/models';
import { callerId } from '../lib/caller.ts';
import { failUnavailable, requireAnswer } from '../lib/errors.ts';
import { judgeInWorkspace } from '../lib/workspace-access.ts';
import { failWorkspaceNotFound, requireAllowedInWorkspace } from '../lib/workspace-refusals.ts';
import { othersReadFirst, requireAll } from '../lib/workspace-others.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * The first step of what touches one workspace as such. Reads, consistently and in one call, all that the right to it hangs on,
 * and the people whom it is about.
 *
 * Needs `stash.access`; sets `stash.workspace`, `caller`, and what else `access` asks for.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { workspaceId, personId, dmPeople } = ctx.stash.access;
  const tables: Record<string, { keys: Record<string, string>[]; consistentRead: boolean }> = {
    [ctx.env.WORKSPACE_TABLE ?? '']: { keys: [{ id: workspaceId }], consistentRead: true },
    [ctx.env.WORKSPACE_MEMBER_TABLE ?? '']: {
      keys: peopleOf(ctx).map((userId) => ({ userId, workspaceId })),
      consistentRead: true,
    },
  };
  if (personId) tables[ctx.env.USER_TABLE ?? ''] = { keys: [{ id: personId }], consistentRead: true };
  if (dmPeople) {
    tables[ctx.env.DIRECT_MESSAGE_TABLE ?? ''] = { keys: [{ workspaceId, people: dmPeople }], consistentRead: true };
  }
  return batchGet({ tables });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  for (const table of Object.keys(ctx.result.unprocessedKeys ?? {})) {
    if ((ctx.result.unprocessedKeys[table] ?? []).length > 0) failUnavailable();
  }
  const rows = ctx.result.data;
  const { action, personId, role, dmPeople } = ctx.stash.access;
  const workspace = rows[ctx.env.WORKSPACE_TABLE ?? ''][0] as WorkspaceRow | null;
  const members = rows[ctx.env.WORKSPACE_MEMBER_TABLE ?? ''] as (WorkspaceMemberRow | null)[];
  const people = peopleOf(ctx);
  const caller = members[0] ?? null;
  const person = personId ? (members[people.indexOf(personId)] ?? null) : null;
  const verdict = judgeInWorkspace(action, {
    role: caller?.role ?? null,
    isSelf: personId === callerId(ctx),
    personRole: person?.role ?? null,
    newRole: role ?? null,
    ownerCount: workspace?.ownerCount ?? 0,
  });
  requireAllowedInWorkspace(verdict);
  if (!workspace || !caller) return failWorkspaceNotFound();

  ctx.stash.workspace = workspace;
  ctx.stash.caller = caller;
  ctx.stash.person = person;
  if (personId) ctx.stash.personProfile = (rows[ctx.env.USER_TABLE ?? ''] as (UserRow | null)[])[0] ?? null;
  if (dmPeople) {
    const dm = (rows[ctx.env.DIRECT_MESSAGE_TABLE ?? ''] as (DirectMessageRow | null)[])[0];
    ctx.stash.dmChannelId = dm?.channelId ?? null;
  }
  // They come last.
  ctx.stash.others = requireAll(members.slice(people.length - othersReadFirst(ctx.stash).length));
  return workspace;
}

/** The caller first, then whom it is about: no key may be asked for twice. */
function peopleOf(ctx: Context<object, WorkspaceStash>): string[] {
  const userId = callerId(ctx);
  const { personId } = ctx.stash.access;
  const people = personId && personId !== userId ? [userId, personId] : [userId];
  return people.concat(othersReadFirst(ctx.stash));
}
