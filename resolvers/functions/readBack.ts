import { type Context, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import { tellChange } from '../lib/message-change.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Reads the message as a transaction left it, since AppSync does not say, and has the change told. Skipped where nothing was
 * written.
 *
 * Sets `stash.message` and `events`. A failure does not fail the change, which has happened: nothing is told then, and the next
 * event or the client's own look at the channel's head shows the gap.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  return get<MessageRow>({ key: { id: ctx.stash.message.id }, consistentRead: true });
}

export function response(ctx: Context<object, ChannelStash>) {
  const message = ctx.result as MessageRow | null;
  if (ctx.error || !message) {
    console.error('not told', ctx.stash.channel.id, ctx.error?.type);
    return ctx.prev.result;
  }
  ctx.stash.message = message;
  tellChange(ctx.stash);
  return message;
}
