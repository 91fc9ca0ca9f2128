import { type Context, runtime } from '@aws-appsync/utils';
import type { MutationSendMessageArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { eventAt } from '../lib/events.ts';
import { messageOf } from '../lib/message.ts';
import { failArchived } from '../lib/refusals.ts';
import { requireSameMessage } from '../lib/same-message.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Settles a send that says it may have got through before, where it has: the stored message is the answer, at no position and
 * against no limit, also in a channel that was archived since. It is told again, at its own position: the first try may have died
 * before telling. Looks at what `authorizeChannel` read, and calls nothing.
 */
export function request(ctx: Context<MutationSendMessageArgs, ChannelStash>) {
  const { stash, args } = ctx;
  const { retried } = stash;
  if (retried) {
    requireSameMessage(retried, args.input, callerId(ctx));
    const message = messageOf(retried, null);
    stash.isSettled = true;
    stash.message = retried;
    stash.messages = [retried];
    stash.events = [
      eventAt(stash, callerId(ctx), { kind: 'MESSAGE_SENT', message, seq: retried.seq, at: retried.createdAt }),
    ];
  } else if (stash.channel.archivedAt) {
    // A retry is let in as a reader, for the sake of the message that it may find.
    failArchived();
  }
  return runtime.earlyReturn(ctx.prev.result);
}

/** Never reached, yet every function has one. */
export function response(ctx: Context) {
  return ctx.prev.result;
}
