import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { ReactionRow } from '#generated/models';
import type { QueryListReactionsArgs, ReactionConnection } from '#generated/schema';
import { requireAnswer } from '../lib/errors.ts';
import { storedReactionOf } from '../lib/message-change.ts';
import { personPattern } from '../lib/ids.ts';
import { pageCursor, pageSize, readPageCursor } from '../lib/page.ts';
import type { ChannelStash } from '../lib/stash.ts';

/** The form of a reaction's sort key: an emoji of few code points, and who put it there. */
const keyForm = `(?s)^.{1,16}#${personPattern}\\z`;

/**
 * Reads one page of who put which emoji on a message, or just `stash.listedEmoji`. A deleted message has no reactions, whatever rows
 * there still are. Needs the caller's right to the message to be settled.
 */
export function request(ctx: Context<QueryListReactionsArgs, ChannelStash>) {
  const { message, listedEmoji: emoji } = ctx.stash;
  const { limit, nextToken } = ctx.args;
  const lastKey = readPageCursor(nextToken, listOf(ctx.stash), keyForm);
  if (message.deletedAt) runtime.earlyReturn({ items: [], nextToken: null });
  const page = { limit: pageSize(limit), consistentRead: true };
  const messageId = { eq: message.id };
  if (!emoji) {
    return query<ReactionRow>({
      ...page,
      query: lastKey ? { messageId, emojiByUser: { gt: lastKey } } : { messageId },
    });
  }
  // "!" sorts below every character of an id, "~" above.
  const from = lastKey ? `${lastKey}!` : `${emoji}#`;
  return query<ReactionRow>({ ...page, query: { messageId, emojiByUser: { between: [from, `${emoji}#~`] } } });
}

export function response(ctx: Context<QueryListReactionsArgs, ChannelStash>): ReactionConnection {
  requireAnswer(ctx);
  const rows: ReactionRow[] = ctx.result.items;
  const last = rows[rows.length - 1];
  return {
    items: rows.map(storedReactionOf),
    nextToken: last && ctx.result.nextToken ? pageCursor(listOf(ctx.stash), last.emojiByUser) : null,
  };
}

/** What a cursor belongs to. */
function listOf({ message, listedEmoji }: ChannelStash): string {
  return `${message.id}|${listedEmoji ?? ''}`;
}
