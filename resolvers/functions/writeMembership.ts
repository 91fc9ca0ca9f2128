import { type Context, runtime } from '@aws-appsync/utils';
import { operations, transactWrite } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow } from '#generated/models';
import { callerId } from '../lib/caller.ts';
import { channelOf } from '../lib/channel.ts';
import { requireAnswer } from '../lib/errors.ts';
import { tell } from '../lib/events.ts';
import { inboxEventOf } from '../lib/inbox.ts';
import { channelMemberOf } from '../lib/member.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { timeOf } from '../lib/time.ts';

/**
 * Puts `stash.person` into the channel, with all of it read. The row and the channel's count change together, so the count is that
 * of the rows, in whatever order people come and go. A row from an earlier stay in the workspace is written over, and counts already.
 *
 * Needs `stash.channel` with the position just taken; sets `stash.membership`, `events` and `inbox`, or `isSettled` where somebody
 * else put the person in a moment ago.
 */
export function request(ctx: Context<object, ChannelStash>) {
  if (ctx.stash.isSettled) runtime.earlyReturn(ctx.prev.result);
  const { channel, person } = ctx.stash;
  const { userId, lapsed } = person;
  const item: Omit<ChannelMemberRow, 'userId' | 'channelId'> = {
    addedBy: callerId(ctx),
    membershipId: person.workspaceMember?.membershipId ?? '',
    createdAt: timeOf(channel.clock),
    lastReadSeq: channel.headSeq,
    readCount: channel.messageCount,
  };
  ctx.stash.membership = { userId, channelId: channel.id, ...item };
  const put = {
    table: ctx.env.CHANNEL_MEMBER_TABLE ?? '',
    key: { userId, channelId: channel.id },
    item,
    condition: lapsed ? { membershipId: { eq: lapsed.membershipId } } : { userId: { attributeExists: false } },
  };
  const count = {
    table: ctx.env.CHANNEL_TABLE ?? '',
    key: { id: channel.id },
    update: { memberCount: operations.increment(1) },
  };
  return transactWrite({ items: lapsed ? [{ putItem: put }] : [{ putItem: put }, { updateItem: count }] });
}

export function response(ctx: Context<object, ChannelStash>) {
  const { channel, person, membership } = ctx.stash;
  const first = ctx.result?.cancellationReasons?.[0]?.item as ChannelMemberRow | undefined;
  if (ctx.error && first?.membershipId === membership.membershipId) {
    ctx.stash.membership = first;
    ctx.stash.isSettled = true;
    // The position is taken: its event says nothing new, but nobody waits for it.
    tell(ctx.stash, callerId(ctx), { kind: 'CHANNEL_UPDATED', channel: channelOf(channel) });
    return first;
  }
  requireAnswer(ctx);
  const memberCount = channel.memberCount + (person.lapsed ? 0 : 1);
  tell(ctx.stash, callerId(ctx), {
    kind: 'MEMBER_ADDED',
    member: channelMemberOf(membership, person.user),
    channel: { ...channelOf(channel), memberCount },
  });
  ctx.stash.inbox = [inboxEventOf(channel, callerId(ctx), person.userId, 'CHANNEL_JOINED')];
  return membership;
}
