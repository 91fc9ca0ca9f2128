import { type Context, util } from '@aws-appsync/utils';
import { expressionOf, nameIn, newExpression, valueIn } from './expression.ts';
import type { ChannelStash } from './stash.ts';

/** The members among those mentioned, by id. A message that was deleted or edited since mentions whom it says now. */
export function membersMentioned({ mentioned, message }: ChannelStash): string[] {
  const members = (mentioned ?? []).filter(({ userId, membership }) => membership && isStillMentioned(userId, message));
  return members.map(({ userId }) => userId);
}

export function isStillMentioned(userId: string, message: ChannelStash['message']): boolean {
  return (message.mentions ?? []).indexOf(userId) >= 0;
}

/**
 * The transaction that notes the message's position as the last one that mentions each of these members, on condition that they
 * are in the channel and no later one is noted.
 */
export function transactMentions(ctx: Context<object, ChannelStash>, members: string[]) {
  const { message } = ctx.stash;
  return {
    operation: 'TransactWriteItems',
    transactItems: members.map((userId) => {
      const to = newExpression('to');
      const where = newExpression('if');
      const last = nameIn(where, 'lastMentionSeq');
      const isLater = `(attribute_not_exists(${last}) OR ${last} < ${valueIn(where, 'seq', message.seq)})`;
      return {
        table: ctx.env.CHANNEL_MEMBER_TABLE ?? '',
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ userId, channelId: message.channelId }),
        update: expressionOf(`SET ${nameIn(to, 'lastMentionSeq')} = ${valueIn(to, 'seq', message.seq)}`, to),
        condition: expressionOf(`attribute_exists(${nameIn(where, 'userId')}) AND ${isLater}`, where),
      };
    }),
  };
}

/** Of these members those for whom it has to be tried again: not those who left, or of whom a later position is noted. */
export function membersUnnoted(ctx: Context<object, ChannelStash>, members: string[]): string[] {
  if (!ctx.error) return [];
  const reasons = (ctx.result?.cancellationReasons ?? []) as { type: string }[];
  // AppSync's guide spells it `ConditionCheckFailed`, DynamoDB itself `ConditionalCheckFailed`.
  return members.filter((_, index) => (reasons[index]?.type ?? '').indexOf('CheckFailed') < 0);
}
