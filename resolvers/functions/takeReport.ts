import { type Context, util } from '@aws-appsync/utils';
import type { MutationReportMetricsArgs } from '#generated/schema';
import { callerId, callerName } from '../lib/caller.ts';
import { failLimited, requireAnswer } from '../lib/errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from '../lib/expression.ts';
import { sendLimits } from '../lib/send-limits.ts';

/**
 * Takes one report of a person in a while, from whichever of their devices: each becomes a line of a log that is paid for by its length. When the
 * last one was taken is noted on their profile, which no index copies; where there is none yet, this makes it, as `Query.me` does. Ends the
 * pipeline where they reported a moment ago.
 */
export function request(ctx: Context<MutationReportMetricsArgs>) {
  const now = util.time.nowEpochMilliSeconds();
  const to = newExpression('to');
  const where = newExpression('if');
  const time = valueIn(to, 'time', util.time.nowISO8601());
  const unlessThere = (field: string, value: string) => {
    const name = nameIn(to, field);
    return `${name} = if_not_exists(${name}, ${value})`;
  };
  const set = [
    `${nameIn(to, 'reportedAt')} = ${valueIn(to, 'now', now)}`,
    unlessThere('name', valueIn(to, 'name', callerName(ctx))),
    unlessThere('createdAt', time),
    unlessThere('updatedAt', time),
  ];
  const reportedAt = nameIn(where, 'reportedAt');
  const before = valueIn(where, 'before', now - sendLimits(ctx.env).reportIntervalMs);
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: callerId(ctx) }),
    update: expressionOf(`SET ${set.join(', ')}`, to),
    condition: expressionOf(`attribute_not_exists(${reportedAt}) OR ${reportedAt} <= ${before}`, where),
  };
}

export function response(ctx: Context<MutationReportMetricsArgs>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    failLimited(sendLimits(ctx.env).reportIntervalMs);
  }
  requireAnswer(ctx);
  return null;
}
