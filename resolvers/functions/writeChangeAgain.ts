import { type Context, runtime } from '@aws-appsync/utils';
import { failContended } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { messageUpdated, updateMessage } from '../lib/update-message.ts';

/**
 * Edits or deletes the message at the later position that `sequenceAgain` took. Overtaken once more, the caller is told to try
 * again. Skipped, at no cost, where `writeChange` was not overtaken.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (!ctx.stash.isOvertaken) runtime.earlyReturn(ctx.prev.result);
  return updateMessage(ctx.stash);
}

export function response(ctx: Context<object, ChannelStash>) {
  messageUpdated(ctx);
  if (ctx.stash.isOvertaken) failContended();
  return ctx.stash.message;
}
