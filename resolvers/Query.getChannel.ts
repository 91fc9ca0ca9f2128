import type { Context } from '@aws-appsync/utils';
import type { QueryGetChannelArgs } from '#generated/schema';
import { channelOf } from './lib/channel.ts';
import { requireId } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<QueryGetChannelArgs, ChannelStash>) {
  requireId(ctx.args.id, 'id');
  ctx.stash.access = { channelId: ctx.args.id, action: 'read' };
  return {};
}

export function response(ctx: Context<QueryGetChannelArgs, ChannelStash>) {
  return channelOf(ctx.stash.channel);
}
