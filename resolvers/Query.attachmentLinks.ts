import type { Context } from '@aws-appsync/utils';
import type { AttachmentLink, QueryAttachmentLinksArgs } from '#generated/schema';
import { requireId, requireUlid } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<QueryAttachmentLinksArgs, ChannelStash>) {
  const { channelId, messageId } = ctx.args;
  requireId(channelId, 'channelId');
  requireUlid(messageId, 'messageId');
  ctx.stash.access = { channelId, action: 'read', messageId };
  return {};
}

export function response(ctx: Context<QueryAttachmentLinksArgs, ChannelStash>): AttachmentLink[] {
  return ctx.prev.result;
}
