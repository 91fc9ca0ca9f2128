import type { Context } from '@aws-appsync/utils';
import type { ChannelStash } from '../lib/stash.ts';
import { failMemberNotFound } from '../lib/workspace-refusals.ts';

/**
 * Decides whether putting `stash.person` into the channel changes anything. Calls nothing. Sets `stash.taking`, or `isSettled` and
 * `membership`.
 */
export function request() {
  return { payload: null };
}

export function response(ctx: Context<object, ChannelStash>) {
  const { person, caller } = ctx.stash;
  if (!person.workspaceMember) failMemberNotFound('userId');
  ctx.stash.taking = { by: 'channel', isOwnDoing: person.userId === caller.userId };
  if (person.membership) {
    ctx.stash.membership = person.membership;
    ctx.stash.isSettled = true;
  }
  return ctx.prev.result;
}
