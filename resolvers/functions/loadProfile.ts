import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';

/** Reads the caller's profile; null = not seen before. */
export function request(ctx: Context) {
  return get({ key: { id: callerId(ctx) }, consistentRead: true });
}

export function response(ctx: Context) {
  requireAnswer(ctx);
  return ctx.result;
}
