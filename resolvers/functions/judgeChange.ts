import { type Context, runtime } from '@aws-appsync/utils';
import { isChangedAlready } from '../lib/message-change.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Decides whether the caller may change the message so, and sets `stash.isSettled` where it is so already. Looks at what
 * `authorizeChannel` read, and calls nothing.
 *
 * Needs `stash.change`, `message`, `caller` and, for a reaction, `reaction`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (isChangedAlready(ctx.stash.change, ctx.stash)) {
    ctx.stash.isSettled = true;
    ctx.stash.messages = [ctx.stash.message];
  }
  return runtime.earlyReturn(ctx.prev.result);
}

/** Never reached, yet every function has one. */
export function response(ctx: Context) {
  return ctx.prev.result;
}
