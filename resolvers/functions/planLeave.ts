import type { Context } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';
import { failMemberNotFound } from '../lib/workspace-refusals.ts';

/** Ends the pipeline where `stash.person` is not in the channel. Calls nothing. Sets `stash.taking` and `membership`. */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  ctx.stash.membership = ctx.stash.person.membership ?? failMemberNotFound('userId');
  ctx.stash.taking = { by: 'channel' };
  return ctx.prev.result;
}
