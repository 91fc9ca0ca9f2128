import type { Context } from '@aws-appsync/utils';
import type { MutationSendTypingArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { eventAt } from '../lib/events.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Has the channel told that the caller is typing. It takes no position: nothing changes, and whoever misses it misses nothing.
 *
 * Needs `stash.channel` and `workspace`; sets `stash.events`.
 */
export function request(ctx: Context<MutationSendTypingArgs, ChannelStash>) {
  ctx.stash.events = [eventAt(ctx.stash, callerId(ctx), { kind: 'TYPING' })];
  return { payload: null };
}

export function response() {
  return true;
}
