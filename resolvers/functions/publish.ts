import type { Context } from '@aws-appsync/utils';
import { callToPublish, published } from '../lib/publishing.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Tells the channel's subscribers, and the people whom it concerns, by calling the API as the service itself: the data source
 * signs with its own role. All of it is one call. Skipped where there is nothing to tell.
 *
 * Tells `stash.events` and `stash.inbox`. A failure does not fail the write, which has happened: it is logged, and the next event
 * or the client's own look at the channel's head shows the gap.
 */
export function request(ctx: Context<object, ChannelStash>) {
  return callToPublish(ctx);
}

export function response(ctx: Context<object, ChannelStash>) {
  return published(ctx);
}
