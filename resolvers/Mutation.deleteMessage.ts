import type { Context } from '@aws-appsync/utils';
import type { MutationDeleteMessageArgs } from '#generated/schema';
import { requireId, requireUlid } from './lib/ids.ts';
import { messageToCaller } from './lib/message.ts';
import type { ChannelStash } from './lib/stash.ts';

/** Longer than any request lasts: by then the message is deleted, or will not be by this one. */
const untilDoneMs = 10 * 60_000;

export function request(ctx: Context<MutationDeleteMessageArgs, ChannelStash>) {
  const { id, channelId } = ctx.args.input;
  requireUlid(id, 'id');
  requireId(channelId, 'channelId');
  ctx.stash.access = { channelId, action: 'write', messageId: id };
  ctx.stash.change = { kind: 'delete' };
  ctx.stash.taking = { by: 'change' };
  ctx.stash.fileCheck = { messageId: id, dueInMs: untilDoneMs };
  return {};
}

export function response(ctx: Context<MutationDeleteMessageArgs, ChannelStash>) {
  return messageToCaller(ctx.stash);
}
