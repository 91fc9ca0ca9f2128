import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import type { MessageConnection, QueryMessagesByChannelArgs, SortDirection } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { messageOf } from '../lib/message.ts';
import { pageCursor, pageSize, readPageCursor, timeForm } from '../lib/page.ts';

/**
 * Reads one page of a channel's messages over `messages_by_channel`, and one message more, which tells whether there is
 * another page. Needs the caller's right to the channel to be settled.
 */
export function request(ctx: Context<QueryMessagesByChannelArgs>) {
  const { channelId, limit, nextToken } = ctx.args;
  const isNewestFirst = directionOf(ctx.args) === 'DESC';
  const page = {
    index: 'messages_by_channel',
    limit: pageSize(limit) + 1,
    scanIndexForward: !isNewestFirst,
  };
  const createdAt = readPageCursor(nextToken, listOf(ctx.args), timeForm);
  if (!createdAt) return query<MessageRow>({ ...page, query: { channelId: { eq: channelId } } });
  return query<MessageRow>({
    ...page,
    query: { channelId: { eq: channelId }, createdAt: isNewestFirst ? { lt: createdAt } : { gt: createdAt } },
  });
}

export function response(ctx: Context<QueryMessagesByChannelArgs>): MessageConnection {
  requireAnswer(ctx);
  const rows: MessageRow[] = ctx.result.items;
  const size = pageSize(ctx.args.limit);
  const page = rows.slice(0, size);
  const last = page[page.length - 1];
  // DynamoDB's own token stands where it stopped for the size of the answer, before the limit was reached.
  const hasMore = rows.length > size || !!ctx.result.nextToken;
  return {
    items: page.map(messageOf),
    nextToken: last && hasMore ? pageCursor(listOf(ctx.args), last.createdAt) : null,
  };
}

/** What a cursor belongs to. */
function listOf(args: QueryMessagesByChannelArgs): string {
  return `${args.channelId}|${directionOf(args)}`;
}

function directionOf(args: QueryMessagesByChannelArgs): SortDirection {
  return args.sortDirection ?? 'DESC';
}
