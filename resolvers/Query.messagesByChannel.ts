import type { Context } from '@aws-appsync/utils';
import type { MessageConnection, QueryMessagesByChannelArgs } from '#generated/schema';
import { readHistoryCursor } from './lib/history-cursor.ts';
import { requireId } from './lib/ids.ts';
import { messageOf } from './lib/message.ts';
import { pageSize } from './lib/page.ts';
import { type HistoryStash, readingOf } from './lib/reading.ts';

export function request(ctx: Context<QueryMessagesByChannelArgs, HistoryStash>) {
  const { channelId, limit, nextToken } = ctx.args;
  requireId(channelId, 'channelId');
  const reading = readingOf(ctx.args, pageSize(limit));
  const position = readHistoryCursor(nextToken, channelId, reading.direction);
  // A page after the first one jumps no more: its cursor says where it begins.
  ctx.stash.reading = position ? { ...reading, ...position, above: 0 } : reading;
  ctx.stash.access = { channelId, action: 'read' };
  return {};
}

export function response(ctx: Context<QueryMessagesByChannelArgs, HistoryStash>): MessageConnection {
  const { messages, myEmoji } = ctx.stash;
  return {
    items: messages.map((row) => messageOf(row, myEmoji[row.id] ?? null)),
    nextToken: ctx.prev.result.nextToken,
  };
}
