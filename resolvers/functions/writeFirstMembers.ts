import { type Context, runtime } from '@aws-appsync/utils';
import { transactWrite } from '@aws-appsync/utils/dynamodb';
import { requireAnswer } from '../lib/errors.ts';
import { firstMembership } from '../lib/new-channel.ts';
import type { WorkspaceStash } from '../lib/workspace-stash.ts';

/**
 * Puts the others of `stash.others` into the channel that `writeChannel` is about to make. They come first: a membership of a
 * channel that is not there shows nowhere, so nothing of it can be seen before all is there, or ever, should the service die here.
 */
export function request(ctx: Context<object, WorkspaceStash>) {
  const { others } = ctx.stash;
  if (others.length === 0) runtime.earlyReturn(ctx.prev.result);
  return transactWrite({ items: others.map((person) => firstMembership(ctx, person)) });
}

export function response(ctx: Context<object, WorkspaceStash>) {
  requireAnswer(ctx);
  return ctx.prev.result;
}
