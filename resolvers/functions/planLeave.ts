import type { Context } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';
import { failMemberNotFound } from '../lib/workspace-refusals.ts';

/** Ends the pipeline where `stash.person` is not in the channel. Calls nothing. Sets `stash.taking` and `membership`. */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  const { person, caller } = ctx.stash;
  ctx.stash.membership = person.membership ?? failMemberNotFound('userId');
  ctx.stash.taking = { by: 'channel', isOwnDoing: person.userId === caller.userId };
  return ctx.prev.result;
}
