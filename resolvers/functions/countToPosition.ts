import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { MutationMarkReadArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { type ReadStash, countAt } from '../lib/read-marker.ts';
import { cutPage, readLimit } from '../lib/reading.ts';

/**
 * Counts the messages up to the position that was read, by the number that the last of them carries. Skipped, at no cost, where that
 * is the channel's head, or the marker does not move.
 *
 * Needs `stash.reading`, `channel` and `caller`; sets `stash.countedTo`.
 */
export function request(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  const { channel, reading, isSettled } = ctx.stash;
  if (isSettled || ctx.args.input.seq === channel.headSeq) runtime.earlyReturn(ctx.prev.result);
  const channelId = { eq: channel.id };
  return query<MessageRow>({
    index: 'messages_by_channel',
    limit: readLimit(reading),
    scanIndexForward: false,
    query: reading.from ? { channelId, createdAt: { lt: reading.from } } : { channelId },
  });
}

export function response(ctx: Context<MutationMarkReadArgs, ReadStash>) {
  requireAnswer(ctx);
  const { reading, channel, caller } = ctx.stash;
  const { rows } = cutPage(ctx.result.items, !!ctx.result.nextToken, reading);
  const before = caller.membership?.readCount ?? 0;
  ctx.stash.countedTo = countAt(ctx.args.input.seq, rows[0] ?? null, before, channel);
  return ctx.prev.result;
}
