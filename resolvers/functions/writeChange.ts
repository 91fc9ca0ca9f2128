import { type Context, runtime } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';
import { messageUpdated, updateMessage } from '../lib/update-message.ts';

/**
 * Edits or deletes the message: one update, on condition that no later change of it is there already. Skipped where there is
 * nothing to do.
 *
 * Needs `stash.change`, `message`, and `channel` with the position just taken; sets `stash.message` and `events`, or
 * `stash.isOvertaken`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  return updateMessage(ctx.stash);
}

export function response(ctx: Context<object, ChannelStash>) {
  messageUpdated(ctx);
  return ctx.stash.message;
}
