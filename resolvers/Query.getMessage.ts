import type { Context } from '@aws-appsync/utils';
import type { QueryGetMessageArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireUlid } from './lib/ids.ts';
import { messageToCaller } from './lib/message.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<QueryGetMessageArgs, ChannelStash>) {
  callerId(ctx);
  requireUlid(ctx.args.id, 'id');
  return {};
}

export function response(ctx: Context<QueryGetMessageArgs, ChannelStash>) {
  return messageToCaller(ctx.stash);
}
