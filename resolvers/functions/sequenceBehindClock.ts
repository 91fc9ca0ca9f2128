import { type Context, runtime, util } from '@aws-appsync/utils';
import { requireOpen, requireSameAudience } from '../lib/channel-state.ts';
import { requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes the channel's next position where its clock has already passed the server's: the position's time is one millisecond
 * after the one before. It needs no condition on the clock, so any number of senders in one millisecond each get a time of
 * their own, at the first try. Skipped, at no cost, where `sequence` took the position.
 *
 * Needs `stash.channel`; sets it to the channel as this position finds it.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.isBehindClock) runtime.earlyReturn(ctx.prev.result);
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: ctx.stash.channel.id }),
    update: {
      expression: 'SET #clock = #clock + :one, #lastMessageAt = #clock + :one ADD #headSeq :one, #messageCount :one',
      expressionNames: {
        '#clock': 'clock',
        '#lastMessageAt': 'lastMessageAt',
        '#headSeq': 'headSeq',
        '#messageCount': 'messageCount',
      },
      expressionValues: util.dynamodb.toMapValues({ ':one': 1 }),
    },
    condition: {
      expression: 'attribute_exists(#present) AND attribute_not_exists(#closed)',
      expressionNames: { '#present': 'id', '#closed': 'archivedAt' },
    },
  };
}

export function response(ctx: Context<object, ChannelStash>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') requireOpen(ctx.result);
  requireAnswer(ctx);
  requireSameAudience(ctx.stash.channel, ctx.result);
  ctx.stash.channel = ctx.result;
  return ctx.result;
}
