import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow } from '#generated/models';
import type { QueryListMyChannelsArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { pageSize } from '../lib/page.ts';

/** Reads one page of the channels of one workspace that the caller is in. A channel's id begins with its workspace's. */
export function request(ctx: Context<QueryListMyChannelsArgs>) {
  return query<ChannelMemberRow>({
    query: { userId: { eq: callerId(ctx) }, channelId: { beginsWith: `${ctx.args.workspaceId}_` } },
    limit: pageSize(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? null,
    consistentRead: true,
  });
}

export function response(ctx: Context<QueryListMyChannelsArgs>) {
  requireAnswer(ctx);
  return ctx.result;
}
