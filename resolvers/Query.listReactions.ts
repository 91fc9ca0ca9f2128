import type { Context } from '@aws-appsync/utils';
import type { QueryListReactionsArgs } from '#generated/schema';
import { requireEmoji } from './lib/emoji.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import { pageSize } from './lib/page.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<QueryListReactionsArgs, ChannelStash>) {
  const { messageId, channelId, emoji, limit } = ctx.args;
  requireUlid(messageId, 'messageId');
  requireId(channelId, 'channelId');
  pageSize(limit);
  if (typeof emoji === 'string') ctx.stash.listedEmoji = requireEmoji(emoji);
  ctx.stash.access = { channelId, action: 'read', messageId };
  return {};
}

export function response(ctx: Context<QueryListReactionsArgs, ChannelStash>) {
  return ctx.prev.result;
}
