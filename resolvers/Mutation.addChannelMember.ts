import type { Context } from '@aws-appsync/utils';
import type { MutationAddChannelMemberArgs } from '#generated/schema';
import { requireId, requirePersonId } from './lib/ids.ts';
import { memberFor } from './lib/member.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationAddChannelMemberArgs, ChannelStash>) {
  const { channelId, userId } = ctx.args.input;
  requireId(channelId, 'channelId');
  requirePersonId(userId, 'userId');
  ctx.stash.access = { channelId, action: 'addMember', personId: userId };
  return {};
}

export function response(ctx: Context<MutationAddChannelMemberArgs, ChannelStash>) {
  return memberFor(ctx);
}
