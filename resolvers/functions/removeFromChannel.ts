import type { Context } from '@aws-appsync/utils';
import { operations, transactWrite } from '@aws-appsync/utils/dynamodb';
import { callerId } from '../lib/caller.ts';
import { channelOf } from '../lib/channel.ts';
import { requireAnswer } from '../lib/errors.ts';
import { tell } from '../lib/events.ts';
import { inboxEventOf } from '../lib/inbox.ts';
import { channelMemberOf } from '../lib/member.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Takes `stash.person` out of the channel, and ends its audience, at once. Of two removals at the same time one is refused, and may
 * be tried again: its event would go to an audience that nobody is left of.
 *
 * Needs `stash.channel` with the position just taken, and `stash.membership`. Sets `stash.events`: the last one of the old audience.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { channel, membership } = ctx.stash;
  return transactWrite({
    items: [
      {
        deleteItem: {
          table: ctx.env.CHANNEL_MEMBER_TABLE ?? '',
          key: { userId: membership.userId, channelId: channel.id },
          condition: { membershipId: { eq: membership.membershipId } },
        },
      },
      {
        updateItem: {
          table: ctx.env.CHANNEL_TABLE ?? '',
          key: { id: channel.id },
          update: { audienceEpoch: operations.increment(1), memberCount: operations.decrement(1) },
          condition: { audienceEpoch: { eq: channel.audienceEpoch } },
        },
      },
    ],
  });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  const { channel, membership, person } = ctx.stash;
  tell(ctx.stash, callerId(ctx), {
    kind: 'MEMBER_REMOVED',
    endsAudience: true,
    member: channelMemberOf(membership, person.user),
    channel: { ...channelOf(channel), memberCount: channel.memberCount - 1 },
  });
  ctx.stash.inbox = [inboxEventOf(channel, callerId(ctx), membership.userId, 'CHANNEL_LEFT')];
  return membership;
}
