import type { Context } from '@aws-appsync/utils';
import type { MutationSendTypingArgs } from '#generated/schema';
import { requireId } from './lib/ids.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationSendTypingArgs, ChannelStash>) {
  requireId(ctx.args.channelId, 'channelId');
  ctx.stash.access = { channelId: ctx.args.channelId, action: 'write' };
  return {};
}

/** That it was taken; whether anybody heard it, nobody knows. */
export function response() {
  return true;
}
