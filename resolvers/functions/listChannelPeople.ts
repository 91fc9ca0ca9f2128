import type { Context } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { ChannelMemberRow } from '#generated/models';
import type { QueryListChannelMembersArgs } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { personForm } from '../lib/ids.ts';
import { pageCursor, pageSize, readPageCursor } from '../lib/page.ts';

/** Reads one page of a channel's memberships, those of earlier stays among them, and one more, which tells of another page. */
export function request(ctx: Context<QueryListChannelMembersArgs>) {
  const { limit, nextToken } = ctx.args;
  const page = { index: 'members_by_channel', limit: pageSize(limit) + 1 };
  const channelId = { eq: ctx.args.channelId };
  const last = readPageCursor(nextToken, listOf(ctx.args), personForm);
  return query<ChannelMemberRow>({ ...page, query: last ? { channelId, userId: { gt: last } } : { channelId } });
}

export function response(ctx: Context<QueryListChannelMembersArgs>) {
  requireAnswer(ctx);
  const rows: ChannelMemberRow[] = ctx.result.items;
  const items = rows.slice(0, pageSize(ctx.args.limit));
  const last = items[items.length - 1];
  const hasMore = rows.length > items.length || !!ctx.result.nextToken;
  return { items, nextToken: last && hasMore ? pageCursor(listOf(ctx.args), last.userId) : null };
}

/** What a cursor belongs to. */
function listOf({ channelId }: QueryListChannelMembersArgs): string {
  return `people|${channelId}`;
}
