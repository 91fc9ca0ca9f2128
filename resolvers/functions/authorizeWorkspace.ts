import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { QueryListMyChannelsArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { fail, requireAnswer } from '../lib/errors.ts';

/** The first step of what touches one workspace: only its members go on, as whatever they are in it. */
export function request(ctx: Context<QueryListMyChannelsArgs>) {
  return get({ key: { userId: callerId(ctx), workspaceId: ctx.args.workspaceId }, consistentRead: true });
}

export function response(ctx: Context<QueryListMyChannelsArgs>) {
  requireAnswer(ctx);
  if (!ctx.result) {
    fail({ type: 'NotFound', code: 'WORKSPACE_NOT_FOUND', message: 'There is no such workspace.' });
  }
  return ctx.result;
}
