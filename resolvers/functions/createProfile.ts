import { type Context, runtime, util } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
import type { UserRow } from '#generated/models';
import { callerId, callerName } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';

/** Makes the caller's profile out of their session, where `loadProfile` found none. Made twice at once, the first one stays. */
export function request(ctx: Context) {
  if (ctx.prev.result) runtime.earlyReturn(ctx.prev.result);
  const now = util.time.nowISO8601();
  return put<UserRow>({
    key: { id: callerId(ctx) },
    item: { name: callerName(ctx), createdAt: now, updatedAt: now },
    condition: { id: { attributeExists: false } },
  });
}

export function response(ctx: Context) {
  const isThereNow = ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException' && ctx.result;
  if (!isThereNow) requireAnswer(ctx);
  return ctx.result;
}
