import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { QueryMessagesByChannelArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { historyCursor } from '../lib/history-cursor.ts';
import { type HistoryStash, cutPage, readLimit } from '../lib/reading.ts';

/**
 * Reads one page of a channel's messages over `messages_by_channel`.
 *
 * Needs `stash.reading` and `channel`; sets `stash.messages`, in the order that the caller asked for, and answers with the cursor of the
 * next page.
 */
export function request(ctx: Context<QueryMessagesByChannelArgs, HistoryStash>) {
  const { reading, channel } = ctx.stash;
  const isNewestFirst = reading.direction === 'DESC';
  const page = { index: 'messages_by_channel', limit: readLimit(reading), scanIndexForward: !isNewestFirst };
  const channelId = { eq: channel.id };
  const { from } = reading;
  if (!from) return query<MessageRow>({ ...page, query: { channelId } });
  return query<MessageRow>({
    ...page,
    query: { channelId, createdAt: isNewestFirst ? { lt: from } : { gt: from } },
  });
}

export function response(ctx: Context<QueryMessagesByChannelArgs, HistoryStash>): { nextToken: string | null } {
  requireAnswer(ctx);
  const { reading, channel } = ctx.stash;
  // DynamoDB's own token also stands where it stopped for the size of the answer, before the limit was reached.
  const { rows, next } = cutPage(ctx.result.items, !!ctx.result.nextToken, reading);
  const isAsRead = reading.direction === (ctx.args.sortDirection ?? 'DESC');
  ctx.stash.messages = isAsRead ? rows : rows.reverse();
  return { nextToken: next && historyCursor(channel.id, reading.direction, next) };
}
