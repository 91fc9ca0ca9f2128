import type { Context } from '@aws-appsync/utils';
import type { QueryListMyChannelsArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { pageSize } from './lib/page.ts';

export function request(ctx: Context<QueryListMyChannelsArgs>) {
  requireId(ctx.args.workspaceId, 'workspaceId');
  pageSize(ctx.args.limit);
  return {};
}

export function response(ctx: Context<QueryListMyChannelsArgs>) {
  return ctx.prev.result;
}
