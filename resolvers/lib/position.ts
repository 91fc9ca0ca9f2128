import { type Context, util } from '@aws-appsync/utils';
import type { ChannelRow } from '#generated/models';
import { audienceOf } from './audience.ts';
import { chargeSender, isRationed, requireWithinLimits } from './charge-sender.ts';
import { failContended, failUnavailable, isConflict } from './errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from './expression.ts';
import { failArchived } from './refusals.ts';
import type { ChannelStash } from './stash.ts';
import { timeOf } from './time.ts';

/**
 * The `UpdateItem` that takes a channel's next position. Its time is now, on condition that the channel's clock is behind that
 * (`isNow`), or else one millisecond after the position before.
 *
 * Needs `stash.channel`, `workspace` and `taking`. Nothing is written where the channel's clock, its audience, or what the caller
 * may still send is not as it has to be: see `positionTaken`.
 */
export function takePosition(ctx: Context<object, ChannelStash>, isNow: boolean) {
  const { channel, workspace, taking } = ctx.stash;
  const now = util.time.nowEpochMilliSeconds();
  const to = newExpression('to');
  const where = newExpression('if');
  const one = valueIn(to, 'one', 1);
  const time = isNow ? valueIn(to, 'now', now) : `${nameIn(to, 'clock')} + ${one}`;
  const set = [
    `${nameIn(to, 'headSeq')} = ${nameIn(to, 'headSeq')} + ${one}`,
    `${nameIn(to, 'clock')} = ${time}`,
    `${nameIn(to, 'workspaceEpoch')} = ${valueIn(to, 'workspaceEpoch', workspace.audienceEpoch)}`,
  ];
  const remove: string[] = [];
  const conditions = [
    // A right that was looked at before somebody lost theirs may be lost as well: it has to be looked at again.
    `${nameIn(where, 'audienceEpoch')} = ${valueIn(where, 'audienceEpoch', channel.audienceEpoch)}`,
    `${nameIn(where, 'workspaceEpoch')} <= ${valueIn(where, 'workspaceEpoch', workspace.audienceEpoch)}`,
  ];
  if (isNow) conditions.push(`${nameIn(where, 'clock')} < ${valueIn(where, 'now', now)}`);
  if (!taking.isForArchived) conditions.push(`attribute_not_exists(${nameIn(where, 'archivedAt')})`);
  if (taking.by === 'message') {
    set.push(`${nameIn(to, 'messageCount')} = ${nameIn(to, 'messageCount')} + ${one}`);
    set.push(`${nameIn(to, 'lastMessageAt')} = ${time}`);
  }
  if (isRationed(ctx.stash)) chargeSender(ctx, now, { to, set, remove, where, conditions });
  if (taking.endsAudience) set.push(`${nameIn(to, 'audienceEpoch')} = ${nameIn(to, 'audienceEpoch')} + ${one}`);
  const fields = (taking.set ?? {}) as Record<string, unknown>;
  for (const field of Object.keys(fields)) set.push(`${nameIn(to, field)} = ${valueIn(to, field, fields[field])}`);
  for (const field of taking.remove ?? []) remove.push(nameIn(to, field));
  const removal = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : '';
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: channel.id }),
    update: expressionOf(`SET ${set.join(', ')}${removal}`, to),
    condition: expressionOf(conditions.join(' AND '), where),
  };
}

/**
 * Takes in what `takePosition` came to: `stash.channel` is then the channel as the position finds it. Where it was refused for
 * the time alone, `stash.channel` is the row as it is now, and the answer is false; so it is where somebody joins or leaves this
 * very moment, `stash.isHeldUp`. Ends the resolver where it was refused for good, or for what has to be looked at again.
 */
export function positionTaken(ctx: Context<object, ChannelStash>): boolean {
  const { channel: before, workspace, taking } = ctx.stash;
  ctx.stash.isHeldUp = isConflict(ctx.error);
  if (ctx.stash.isHeldUp) return false;
  const channel = ctx.result as ChannelRow | null;
  const isRefused = ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException';
  if (!channel || (ctx.error && !isRefused)) return failUnavailable();
  if (isRefused) {
    if (channel.archivedAt && !taking.isForArchived) failArchived();
    const isAsAuthorized =
      channel.audienceEpoch === before.audienceEpoch && channel.workspaceEpoch <= workspace.audienceEpoch;
    if (!isAsAuthorized) failContended();
    if (isRationed(ctx.stash)) requireWithinLimits(ctx, channel);
    ctx.stash.channel = channel;
    return false;
  }
  if (before.workspaceEpoch < channel.workspaceEpoch) {
    // Several may have left since, and others begun to listen in between. More than three audiences, with fifteen people who are
    // mentioned, would be more than one call to the API can tell: the rest find out when they next look.
    const seen = [channel.workspaceEpoch - 2, channel.workspaceEpoch - 1].filter((one) => one > before.workspaceEpoch);
    ctx.stash.ended = [before.workspaceEpoch, ...seen].map((audienceEpoch) => ({
      audience: audienceOf(before, { audienceEpoch }),
      seq: before.headSeq,
      at: timeOf(before.clock),
    }));
  }
  ctx.stash.channel = channel;
  return true;
}
