import type { Context } from '@aws-appsync/utils';
import type { ChannelSync, QuerySyncChannelArgs } from '#generated/schema';
import { audienceOf } from './lib/audience.ts';
import { channelOf } from './lib/channel.ts';
import { failInput } from './lib/errors.ts';
import { requireId } from './lib/ids.ts';
import { messageOf } from './lib/message.ts';
import { pageSize } from './lib/page.ts';
import { readSyncCursor, syncCursor } from './lib/sync-cursor.ts';
import type { SyncStash } from './lib/sync.ts';

export function request(ctx: Context<QuerySyncChannelArgs, SyncStash>) {
  const { channelId, afterSeq, limit, nextToken } = ctx.args;
  requireId(channelId, 'channelId');
  if (afterSeq < 0) failInput('SEQ_INVALID', 'afterSeq', 'A position is 0 or more.', 0);
  pageSize(limit);
  readSyncCursor(nextToken, channelId, afterSeq);
  ctx.stash.access = { channelId, action: 'read' };
  return {};
}

export function response(ctx: Context<QuerySyncChannelArgs, SyncStash>): ChannelSync {
  const { channel, workspace, page, myEmoji } = ctx.stash;
  const shown = { channel: channelOf(channel), audience: audienceOf(channel, workspace) };
  // Whoever holds the head holds everything.
  if (!page) return { ...shown, messages: [], holes: [], completeThrough: channel.headSeq, nextToken: null };
  return {
    ...shown,
    messages: page.messages.map((row) => messageOf(row, myEmoji[row.id] ?? null)),
    holes: page.holes,
    completeThrough: page.next ? null : page.completeThrough,
    nextToken: page.next && syncCursor(channel.id, ctx.args.afterSeq, page.next),
  };
}
