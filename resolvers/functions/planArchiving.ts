import { type Context, util } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Plans that the channel's next position closes it, or opens it again, as `stash.settings` say. Calls nothing. Sets `stash.taking`,
 * or `isSettled` where it is so already.
 */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  const { channel, settings } = ctx.stash;
  const updatedAt = util.time.nowISO8601();
  if (settings.isArchived === !!channel.archivedAt) {
    ctx.stash.isSettled = true;
  } else if (settings.isArchived) {
    ctx.stash.taking = { by: 'channel', set: { archivedAt: updatedAt, updatedAt }, isForArchived: true };
  } else {
    ctx.stash.taking = { by: 'channel', set: { updatedAt }, remove: ['archivedAt'], isForArchived: true };
  }
  return ctx.prev.result;
}
