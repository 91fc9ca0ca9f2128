import { type Context, util } from '@aws-appsync/utils';
import { requireOpen, requireSameAudience } from '../lib/channel-state.ts';
import { requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes the channel's next position, and its time: now. The time must rise with the position, so where the channel is already
 * there or ahead (two servers' clocks, or two messages in one millisecond) nothing is written and `sequenceBehindClock` takes
 * over.
 *
 * Needs `stash.channel`; sets it to the channel as this position finds it, or sets `stash.isBehindClock`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const now = util.time.nowEpochMilliSeconds();
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: ctx.stash.channel.id }),
    update: {
      expression: 'SET #clock = :now, #lastMessageAt = :now ADD #headSeq :one, #messageCount :one',
      expressionNames: {
        '#clock': 'clock',
        '#lastMessageAt': 'lastMessageAt',
        '#headSeq': 'headSeq',
        '#messageCount': 'messageCount',
      },
      expressionValues: util.dynamodb.toMapValues({ ':now': now, ':one': 1 }),
    },
    condition: {
      expression: '#passed < :present AND attribute_not_exists(#closed)',
      expressionNames: { '#passed': 'clock', '#closed': 'archivedAt' },
      expressionValues: util.dynamodb.toMapValues({ ':present': now }),
    },
  };
}

export function response(ctx: Context<object, ChannelStash>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    requireOpen(ctx.result);
    ctx.stash.isBehindClock = true;
    return null;
  }
  requireAnswer(ctx);
  requireSameAudience(ctx.stash.channel, ctx.result);
  ctx.stash.channel = ctx.result;
  return ctx.result;
}
