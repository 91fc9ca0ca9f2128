import type { Context } from '@aws-appsync/utils';
import type { MutationArchiveChannelArgs } from '#generated/schema';
import { channelOf } from './lib/channel.ts';
import { requireId } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationArchiveChannelArgs, ChannelStash>) {
  const { channelId, isArchived } = ctx.args.input;
  requireId(channelId, 'channelId');
  ctx.stash.access = { channelId, action: 'archive' };
  ctx.stash.settings = { isArchived: isArchived ?? true };
  return {};
}

export function response(ctx: Context<MutationArchiveChannelArgs, ChannelStash>) {
  return channelOf(ctx.stash.channel);
}
