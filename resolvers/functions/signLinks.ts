import { type Context, runtime } from '@aws-appsync/utils';
import type { QueryAttachmentLinksArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Has links signed to the files that the message holds. Where they lie follows from the stored message alone, so that no message leads
 * to another's file. Skipped where it holds none, as one that is deleted does.
 *
 * Needs `stash.message`.
 */
export function request(ctx: Context<QueryAttachmentLinksArgs, ChannelStash>) {
  const { id: messageId, channelId, userId, attachments } = ctx.stash.message;
  if ((attachments ?? []).length === 0) runtime.earlyReturn([]);
  return { operation: 'Invoke', payload: { kind: 'sign-links', channelId, messageId, userId, files: attachments } };
}

export function response(ctx: Context<QueryAttachmentLinksArgs, ChannelStash>) {
  requireAnswer(ctx);
  return ctx.result;
}
