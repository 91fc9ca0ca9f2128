import { type Context, extensions } from '@aws-appsync/utils';
import type { MutationRemoveChannelMemberArgs } from '#generated/schema';
import { callerId } from './lib/caller.ts';
import { requireId, requirePersonId } from './lib/ids.ts';
import { lostChannel } from './lib/invalidation.ts';
import { memberFor } from './lib/member.ts';
import { losesChannel } from './lib/membership.ts';
import type { ChannelStash } from './lib/stash.ts';

/** Who names themselves leaves: everyone may. */
export function request(ctx: Context<MutationRemoveChannelMemberArgs, ChannelStash>) {
  const { channelId, userId } = ctx.args.input;
  requireId(channelId, 'channelId');
  requirePersonId(userId, 'userId');
  const action = userId === callerId(ctx) ? 'leave' : 'removeMember';
  ctx.stash.access = { channelId, action, personId: userId };
  return {};
}

/** The answer is what they were. */
export function response(ctx: Context<MutationRemoveChannelMemberArgs, ChannelStash>) {
  const { channel, person } = ctx.stash;
  if (losesChannel(channel, person.workspaceMember)) {
    extensions.invalidateSubscriptions(lostChannel(channel.id, person.userId));
  }
  return memberFor(ctx);
}
