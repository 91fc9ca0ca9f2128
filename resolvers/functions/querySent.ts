import { type Context, runtime, util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { QuerySyncChannelArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { pageSize } from '../lib/page.ts';
import { readSyncCursor } from '../lib/sync-cursor.ts';
import { type SyncStash, underWayMs } from '../lib/sync.ts';
import { timeOf } from '../lib/time.ts';

/** So many messages above the channel's head may come while it is read, and the page still be the last. */
const spare = 8;

/**
 * Reads the newest messages of a channel, for what changed after a position; the first of two. Skipped, at no cost, where the
 * position is the channel's head: so a client may ask often whether it has missed something.
 *
 * Needs `stash.channel`; sets `stash.sync` and `sent`.
 */
export function request(ctx: Context<QuerySyncChannelArgs, SyncStash>) {
  const { channel } = ctx.stash;
  const { afterSeq, limit, nextToken } = ctx.args;
  if (afterSeq >= channel.headSeq) runtime.earlyReturn(ctx.prev.result);
  const size = pageSize(limit);
  const page = readSyncCursor(nextToken, channel.id, afterSeq);
  const from = page ?? { top: channel.headSeq, time: timeOf(channel.clock), completeThrough: channel.headSeq };
  // What is old enough is so by the moment before anything is read.
  const settledAt = timeOf(util.time.nowEpochMilliSeconds() - underWayMs);
  ctx.stash.isFirstPage = !page;
  ctx.stash.sync = { afterSeq, size, settledAt, ...from };
  const channelId = { eq: channel.id };
  return query<MessageRow>({
    index: 'messages_by_channel',
    limit: Math.min(size, from.top - afterSeq + spare) + 1,
    scanIndexForward: false,
    query: page ? { channelId, createdAt: { lt: page.time } } : { channelId },
  });
}

export function response(ctx: Context<QuerySyncChannelArgs, SyncStash>) {
  requireAnswer(ctx);
  const rows: MessageRow[] = ctx.result.items;
  ctx.stash.sent = { rows, hasMore: !!ctx.result.nextToken };
  return ctx.prev.result;
}
