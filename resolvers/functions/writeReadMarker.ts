import { type Context, runtime, util } from '@aws-appsync/utils';
import { update } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow } from '#generated/models';
import type { MutationMarkReadArgs } from '#generated/schema';
import { failContended, failUnavailable, isConflict } from '../lib/errors.ts';
import { inboxEventOf } from '../lib/inbox.ts';
import type { ReadStash } from '../lib/read-marker.ts';
import { timeOf } from '../lib/time.ts';

/**
 * Moves the caller's marker, and has their other devices told. Never back: where another device was further meanwhile, that is the answer.
 *
 * Needs `stash.channel`, `caller` and, below the head, `countedTo`; sets `stash.marked` and `inbox`.
 */
export function request(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  const { channel, caller, countedTo, isSettled } = ctx.stash;
  const { membership } = caller;
  // The row of somebody whom a direct message names is written with it; without one there is no marker to move.
  if (!membership) return failUnavailable();
  if (isSettled) {
    ctx.stash.marked = membership;
    runtime.earlyReturn(ctx.prev.result);
  }
  const { seq } = ctx.args.input;
  return update<ChannelMemberRow>({
    key: { userId: caller.userId, channelId: channel.id },
    update: { lastReadSeq: seq, readCount: countedTo ?? channel.messageCount },
    condition: { lastReadSeq: { lt: seq }, membershipId: { eq: membership.membershipId } },
  });
}

export function response(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  const { channel, caller } = ctx.stash;
  const { seq } = ctx.args.input;
  const row = ctx.result as ChannelMemberRow | null;
  const isRefused = ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException';
  if (isConflict(ctx.error)) return failContended();
  if (!row || (ctx.error && !isRefused)) return failUnavailable();
  // Left and joined again meanwhile: trying again looks at the right again.
  if (isRefused && row.lastReadSeq < seq) return failContended();
  ctx.stash.marked = row;
  if (!isRefused) {
    const event = inboxEventOf(channel, caller.userId, caller.userId, 'READ');
    // The channel's time is that of its last change; people read later.
    ctx.stash.inbox = [{ ...event, at: timeOf(util.time.nowEpochMilliSeconds()), seq }];
  }
  return ctx.prev.result;
}
