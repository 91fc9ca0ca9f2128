import type { Context } from '@aws-appsync/utils';
import type { MutationJoinChannelArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireId } from './lib/ids.ts';
import { memberFor } from './lib/member.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationJoinChannelArgs, ChannelStash>) {
  const { channelId } = ctx.args.input;
  requireId(channelId, 'channelId');
  ctx.stash.access = { channelId, action: 'join', personId: callerId(ctx) };
  return {};
}

export function response(ctx: Context<MutationJoinChannelArgs, ChannelStash>) {
  return memberFor(ctx);
}
