import type { Context } from '@aws-appsync/utils';
import type { MutationPublishInboxEventsArgs } from '#generated/schema';
import type { ChannelStash } from './lib/stash.ts';

/** Stores nothing and judges nothing: `publish` hands the events on, in parts. */
export function request(ctx: Context<MutationPublishInboxEventsArgs, ChannelStash>) {
  ctx.stash.events = [];
  ctx.stash.inbox = ctx.args.input;
  return {};
}

/** Whether anybody heard is in the log of the parts. */
export function response() {
  return true;
}
