import { type Context, util } from '@aws-appsync/utils';
import { operations, type transactWrite } from '@aws-appsync/utils/dynamodb';
import type { WorkspaceRole, WorkspaceRow } from '#generated/models';
import type { InboxEventKind } from '#generated/schema';
import { callerId } from './caller.ts';
import { failLastOwner } from './workspace-refusals.ts';
import type { WorkspaceStash } from './workspace-stash.ts';

type Entry = Parameters<typeof transactWrite>[0]['items'][number];

/**
 * The part of a transaction that holds the caller's own right to it: who is no longer what they were when it was judged changes
 * nobody any more. None where they change themselves: that entry has its own condition.
 */
export function callerAsJudged(ctx: Context<object, WorkspaceStash>): Entry[] {
  const { userId, workspaceId, role, membershipId } = ctx.stash.caller;
  if (ctx.stash.access.personId === userId) return [];
  return [
    {
      conditionCheck: {
        table: ctx.env.WORKSPACE_MEMBER_TABLE ?? '',
        key: { userId, workspaceId },
        condition: { role: { eq: role }, membershipId: { eq: membershipId } },
      },
    },
  ];
}

/**
 * The part of a transaction that a person's change means for the workspace itself: `null` = they are not in it. None where it means
 * nothing. It is the second entry, which `requireOwnerLeft` relies on.
 */
export function workspaceAsOf(
  ctx: Context<object, WorkspaceStash>,
  before: WorkspaceRole | null,
  after: WorkspaceRole | null,
): Entry[] {
  const update: Record<string, unknown> = {};
  const isOwnerLost = before === 'OWNER' && after !== 'OWNER';
  if (isOwnerLost) update.ownerCount = operations.decrement(1);
  if (before !== 'OWNER' && after === 'OWNER') update.ownerCount = operations.increment(1);
  // A guest may read less than anybody else.
  const isLess = after === null || after === 'GUEST';
  if (before && isLess) update.audienceEpoch = operations.increment(1);
  if (Object.keys(update).length === 0) return [];
  const key = { id: ctx.stash.access.workspaceId };
  const updateItem = { table: ctx.env.WORKSPACE_TABLE ?? '', key, update };
  return [{ updateItem: isOwnerLost ? { ...updateItem, condition: { ownerCount: { gt: 1 } } } : updateItem }];
}

/** Ends the resolver where the transaction was cancelled for the last owner alone: somebody else ceased to be one meanwhile. */
export function requireOwnerLeft(ctx: Context<object, WorkspaceStash>): void {
  const [person, workspace] = (ctx.result?.cancellationReasons ?? []) as {
    type: string;
    item?: Partial<WorkspaceRow>;
  }[];
  if (ctx.error && person?.type === 'None' && workspace?.item?.ownerCount === 1) failLastOwner();
}

/** Has `publish` tell a person that the workspace changed for them. */
export function tellPerson(ctx: Context<object, WorkspaceStash>, userId: string, kind: InboxEventKind): void {
  const { workspaceId } = ctx.stash.access;
  ctx.stash.inbox = [{ userId, kind, actorId: callerId(ctx), at: util.time.nowISO8601(), workspaceId }];
}
