import { type Context, extensions } from '@aws-appsync/utils';
import type { MutationLeaveChannelArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireId } from './lib/ids.ts';
import { lostChannel } from './lib/invalidation.ts';
import { memberFor } from './lib/member.ts';
import { losesChannel } from './lib/membership.ts';
import type { ChannelStash } from './lib/stash.ts';

export function request(ctx: Context<MutationLeaveChannelArgs, ChannelStash>) {
  const { channelId } = ctx.args.input;
  requireId(channelId, 'channelId');
  ctx.stash.access = { channelId, action: 'leave', personId: callerId(ctx) };
  return {};
}

/** The answer is what they were. */
export function response(ctx: Context<MutationLeaveChannelArgs, ChannelStash>) {
  const { channel, person } = ctx.stash;
  if (losesChannel(channel, person.workspaceMember)) {
    extensions.invalidateSubscriptions(lostChannel(channel.id, person.userId));
  }
  return memberFor(ctx);
}
