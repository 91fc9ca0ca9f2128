import { type Context, runtime } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Has the files of a deleted message removed at once. Nobody waits for it: should it fail, what `noteFileCheck` wrote has them removed
 * later. Skipped where the message was without files.
 *
 * Needs `stash.hadFiles`, which `noteFileCheck` sets, and `message`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { hadFiles, message } = ctx.stash;
  if (!hadFiles || !message.deletedAt) runtime.earlyReturn(ctx.prev.result);
  const { id: messageId, channelId, userId } = message;
  const payload = { kind: 'drop-files', messageId, channelId, userId };
  return { operation: 'Invoke', invocationType: 'Event', payload };
}

export function response(ctx: Context<object, ChannelStash>) {
  if (ctx.error) console.error('files not dropped', ctx.stash.message.id, ctx.error.type);
  return ctx.prev.result;
}
