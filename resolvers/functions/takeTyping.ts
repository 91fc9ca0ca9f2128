import { type Context, runtime, util } from '@aws-appsync/utils';
import type { ChannelMemberRow } from '#generated/models';
import type { MutationSendTypingArgs } from '#generated/schema';
import { failContended, failLimited, requireAnswer } from '../lib/errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from '../lib/expression.ts';
import { sendLimits } from '../lib/send-limits.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Notes that the caller types, at most once in a while: each time goes to everybody who listens, so nobody may say it without end. It is noted on
 * their own membership, which no index copies and nobody else writes at that rate. Ends the pipeline where they said so a moment ago.
 *
 * Needs `stash.channel` and `caller`. Skipped where the caller has no row: in a direct message that they came back to, of nine people at most.
 */
export function request(ctx: Context<MutationSendTypingArgs, ChannelStash>) {
  const { caller, channel } = ctx.stash;
  if (!caller.membership) return runtime.earlyReturn(ctx.prev.result);
  const now = util.time.nowEpochMilliSeconds();
  const to = newExpression('to');
  const where = newExpression('if');
  const typedAt = nameIn(where, 'typedAt');
  const before = valueIn(where, 'before', now - sendLimits(ctx.env).typingIntervalMs);
  const membership = `${nameIn(where, 'membershipId')} = ${valueIn(where, 'mine', caller.membership.membershipId)}`;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ userId: caller.userId, channelId: channel.id }),
    update: expressionOf(`SET ${nameIn(to, 'typedAt')} = ${valueIn(to, 'now', now)}`, to),
    condition: expressionOf(`${membership} AND (attribute_not_exists(${typedAt}) OR ${typedAt} <= ${before})`, where),
  };
}

export function response(ctx: Context<MutationSendTypingArgs, ChannelStash>) {
  const row = ctx.result as ChannelMemberRow | null;
  const isRefused = ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException';
  if (isRefused && row?.membershipId === ctx.stash.caller.membership?.membershipId) {
    failLimited(sendLimits(ctx.env).typingIntervalMs);
  }
  if (isRefused) failContended();
  requireAnswer(ctx);
  return ctx.prev.result;
}
