import type { Context } from '@aws-appsync/utils';
import type { QueryMessagesByChannelArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import { pageSize } from './lib/page.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<QueryMessagesByChannelArgs, ChannelStash>) {
  requireId(ctx.args.channelId, 'channelId');
  pageSize(ctx.args.limit);
  ctx.stash.access = { channelId: ctx.args.channelId, action: 'read' };
  return {};
}

export function response(ctx: Context<QueryMessagesByChannelArgs, ChannelStash>) {
  return ctx.prev.result;
}
