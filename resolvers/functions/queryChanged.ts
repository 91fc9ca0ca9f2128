import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { QuerySyncChannelArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { type SyncReading, type SyncStash, type SyncStream, alignStreams, isAllSent } from '../lib/sync.ts';

/**
 * Reads the messages of a channel that changed after they were sent, latest change first, and makes a page of them and the new ones.
 * Skipped, at no cost, where new messages fill every position, or nothing was asked for.
 *
 * Needs `stash.sync` and `sent`; sets `stash.page` and `messages`.
 */
export function request(ctx: Context<QuerySyncChannelArgs, SyncStash>) {
  const { sync, sent, channel, isFirstPage } = ctx.stash;
  if (!sync) return runtime.earlyReturn(ctx.prev.result);
  if (isAllSent(sync, sent)) {
    takePage(ctx.stash, sync, { rows: [], hasMore: false });
    runtime.earlyReturn(ctx.prev.result);
  }
  const lowest = sync.afterSeq + 1;
  return query<MessageRow>({
    index: 'messages_by_revision',
    limit: sync.size + 1,
    scanIndexForward: false,
    query: { channelId: { eq: channel.id }, rev: isFirstPage ? { ge: lowest } : { between: [lowest, sync.top] } },
  });
}

export function response(ctx: Context<QuerySyncChannelArgs, SyncStash>) {
  requireAnswer(ctx);
  const { sync } = ctx.stash;
  if (sync) takePage(ctx.stash, sync, { rows: ctx.result.items, hasMore: !!ctx.result.nextToken });
  return ctx.prev.result;
}

function takePage(stash: SyncStash, sync: SyncReading, changed: SyncStream): void {
  stash.page = alignStreams(sync, stash.sent, changed);
  stash.messages = stash.page.messages;
}
