import { type Context, runtime } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow, ReactionRow } from '#generated/models';
import { requireAnswer } from '../lib/errors.ts';
import { emojiOfKey, readerOf } from '../lib/ids.ts';
import type { ChannelStash } from '../lib/stash.ts';

/**
 * Only somebody who puts emoji on almost everything passes it. AppSync's loops and array methods stop at 1,000 elements without a
 * word (aws/aws-appsync-community#371): what it did not come to would look as if it were not there.
 */
const maxRows = 800;

/**
 * Finds which emoji the caller put on the messages that go to them: one call, however many messages. Skipped, at no cost, where
 * none of them has a reaction.
 *
 * Needs `stash.messages` and `caller`; sets `stash.myEmoji`. A message that is absent there afterwards is not known of: read
 * `stash.myEmoji[id] ?? null`. The answer of the step before goes on.
 */
export function request(ctx: Context<object, ChannelStash>) {
  ctx.stash.myEmoji = {};
  for (const { id } of messagesOf(ctx.stash)) ctx.stash.myEmoji[id] = [];
  const seqs = messagesOf(ctx.stash)
    .filter(hasReactions)
    .map(({ seq }) => seq);
  if (seqs.length === 0) runtime.earlyReturn(ctx.prev.result);
  const lowest = seqs.reduce((least, seq) => Math.min(least, seq));
  const highest = seqs.reduce((most, seq) => Math.max(most, seq));
  const { access, caller } = ctx.stash;
  return query<ReactionRow>({
    index: 'reactions_by_reader',
    limit: maxRows,
    query: { reader: { eq: readerOf(access.channelId, caller.userId) }, seq: { between: [lowest, highest] } },
  });
}

export function response(ctx: Context<object, ChannelStash>) {
  const { myEmoji, taking } = ctx.stash;
  if (ctx.error && taking) {
    // What the caller asked for is written; that it can not be said who reacted must not look as if it were not.
    console.error(ctx.error.type, ctx.error.message);
    ctx.stash.myEmoji = {};
    return ctx.prev.result;
  }
  requireAnswer(ctx);
  const rows: ReactionRow[] = ctx.result.items;
  rows.forEach((row) => {
    myEmoji[row.messageId]?.push(emojiOfKey(row.emojiByUser));
  });
  // The query stopped in the middle: of that message and those above it not all is known.
  const last = rows[rows.length - 1];
  if (ctx.result.nextToken && last) {
    for (const message of messagesOf(ctx.stash)) {
      if (message.seq >= last.seq && hasReactions(message)) delete myEmoji[message.id];
    }
  }
  return ctx.prev.result;
}

function messagesOf(stash: ChannelStash): MessageRow[] {
  return stash.messages ?? [];
}

function hasReactions(message: MessageRow): boolean {
  return Object.keys(message.reactions).length > 0;
}
