import { type Context, runtime, util } from '@aws-appsync/utils';
import type { WorkspaceMemberRow } from '#generated/models';
import { callerId } from '../lib/caller.ts';
import { failContended, failLimited, requireAnswer } from '../lib/errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from '../lib/expression.ts';
import { sendLimits } from '../lib/send-limits.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Counts the channel that is about to be made against what the caller may make in the workspace. Making one writes a row for each person in it, so
 * it is paid before anything is written. Their own membership holds the time by which what they made is paid off, as a channel's row does for senders.
 *
 * Needs `stash.caller`. Skipped where a direct message is there already. Ends the pipeline where they made too many.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { access, caller, dmChannelId } = ctx.stash;
  if (dmChannelId) return runtime.earlyReturn(ctx.prev.result);
  const { makingIntervalMs, makingLeewayMs } = sendLimits(ctx.env);
  const now = util.time.nowEpochMilliSeconds();
  const to = newExpression('to');
  const where = newExpression('if');
  const [paidAt, paidAtBefore] = [nameIn(to, 'makingPaidAt'), nameIn(where, 'makingPaidAt')];
  const membership = `${nameIn(where, 'membershipId')} = ${valueIn(where, 'mine', caller.membershipId)}`;
  const isPaidOff = (caller.makingPaidAt ?? 0) <= now;
  const next = isPaidOff
    ? valueIn(to, 'paidAt', now + makingIntervalMs)
    : `${paidAt} + ${valueIn(to, 'interval', makingIntervalMs)}`;
  const limit = isPaidOff
    ? `(attribute_not_exists(${paidAtBefore}) OR ${paidAtBefore} <= ${valueIn(where, 'now', now)})`
    : `${paidAtBefore} <= ${valueIn(where, 'most', now + makingLeewayMs)}`;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ userId: callerId(ctx), workspaceId: access.workspaceId }),
    update: expressionOf(`SET ${paidAt} = ${next}`, to),
    condition: expressionOf(`${membership} AND ${limit}`, where),
  };
}

export function response(ctx: Context<object, WorkspaceStash>) {
  const row = ctx.result as WorkspaceMemberRow | null;
  const isRefused = ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException';
  if (isRefused && row) {
    const ahead = (row.makingPaidAt ?? 0) - (util.time.nowEpochMilliSeconds() + sendLimits(ctx.env).makingLeewayMs);
    if (ahead > 0) failLimited(ahead);
  }
  // Two at once from one person who had made none of late, or who left and came back: trying again looks anew.
  if (isRefused) failContended();
  requireAnswer(ctx);
  return ctx.prev.result;
}
