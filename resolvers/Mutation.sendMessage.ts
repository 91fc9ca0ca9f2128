import type { Context } from '@aws-appsync/utils';
import type { MutationSendMessageArgs } from '#generated/schema';
import { requireContent } from './lib/content.ts';
import { requireId, requireUlid } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const { id, channelId, content, replyToId } = ctx.args.input;
  requireUlid(id, 'id');
  requireId(channelId, 'channelId');
  if (replyToId) requireUlid(replyToId, 'replyToId');
  requireContent(content);
  ctx.stash.access = { channelId, action: 'write', replyToId };
  return {};
}

export function response(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  return ctx.stash.message;
}
