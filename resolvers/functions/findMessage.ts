import type { Context } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { QueryGetMessageArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { failMessageNotFound } from '../lib/refusals.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Reads a message that is named without its channel, for `authorizeChannel` to decide whether the caller may know of it: nothing of
 * it goes out before that, and one that is hidden is refused in the words for one that is not there.
 *
 * Sets `stash.message`, `messages` and `access`.
 */
export function request(ctx: Context<QueryGetMessageArgs, ChannelStash>) {
  return get<MessageRow>({ key: { id: ctx.args.id }, consistentRead: true });
}

export function response(ctx: Context<QueryGetMessageArgs, ChannelStash>) {
  requireAnswer(ctx);
  const message = ctx.result as MessageRow | null;
  if (!message) return failMessageNotFound();
  ctx.stash.message = message;
  ctx.stash.messages = [message];
  ctx.stash.access = { channelId: message.channelId, action: 'read', hides: 'message' };
  return null;
}
