import { type Context, util } from '@aws-appsync/utils';
import type { MessageRow, ReactionRow } from '#generated/models';
import { failUnavailable, requireAnswer } from './errors.ts';
import { entryIn, expressionOf, nameIn, newExpression, valueIn } from './expression.ts';
import { reactionKey, readerOf } from './ids.ts';
import { failDeleted, maxEmoji, requireReactable } from './message-change.ts';
import type { ChannelStash } from './stash.ts';
import { timeOf } from './time.ts';
import { conditionsOf, stampsOf } from './update-message.ts';

/** Why one write of a transaction did not happen. */
interface Reason {
  type: string;
  /** What is stored, where the condition failed on something. */
  item?: unknown;
}

/**
 * The transaction that puts or takes the caller's reaction and changes the message's tally, on condition that the row is not there,
 * or is; that the tally is as `stash.message` has it; and that no later change of the message is there already.
 */
export function transactReaction(ctx: Context<object, ChannelStash>) {
  return { operation: 'TransactWriteItems', transactItems: [changeOfRow(ctx), changeOfTally(ctx)] };
}

/**
 * Takes in what `transactReaction` came to: sets `stash.reaction`, or `stash.isOvertaken` where it has to be tried at a later
 * position. Where the same was done from elsewhere meanwhile, it is done.
 */
export function reactionTransacted(ctx: Context<object, ChannelStash>): void {
  const { stash } = ctx;
  const { change } = stash;
  stash.isOvertaken = false;
  if (!ctx.error) {
    if (change.kind === 'addReaction') stash.reaction = rowOf(stash);
    return;
  }
  const [ofRow, ofTally] = (ctx.result?.cancellationReasons ?? []) as Reason[];
  if (!ofRow || !ofTally) {
    requireAnswer(ctx);
    return failUnavailable();
  }
  if (isConditionFailed(ofRow)) {
    stash.reaction = change.kind === 'addReaction' ? ((ofRow.item as ReactionRow | null) ?? rowOf(stash)) : null;
    return;
  }
  const stored = (isConditionFailed(ofTally) ? (ofTally.item ?? null) : null) as MessageRow | null;
  if (stored) {
    if (stored.deletedAt) failDeleted();
    if (change.kind === 'addReaction') requireReactable(change.emoji, stored);
    stash.message = stored;
  }
  stash.isOvertaken = true;
}

function changeOfRow(ctx: Context<object, ChannelStash>) {
  const { change, message, caller } = ctx.stash;
  const where = newExpression('if');
  const place = {
    table: ctx.env.REACTION_TABLE ?? '',
    key: util.dynamodb.toMapValues({ messageId: message.id, emojiByUser: reactionKey(emojiOf(ctx), caller.userId) }),
  };
  const id = nameIn(where, 'messageId');
  if (change.kind === 'removeReaction') {
    return { ...place, operation: 'DeleteItem', condition: expressionOf(`attribute_exists(${id})`, where) };
  }
  const { reader, seq, channelId, userId, emoji, createdAt } = rowOf(ctx.stash);
  return {
    ...place,
    operation: 'PutItem',
    attributeValues: util.dynamodb.toMapValues({ reader, seq, channelId, userId, emoji, createdAt }),
    condition: expressionOf(`attribute_not_exists(${id})`, where),
  };
}

function changeOfTally(ctx: Context<object, ChannelStash>) {
  const { change, channel, message } = ctx.stash;
  const to = newExpression('to');
  const where = newExpression('if');
  const entry = entryIn(to, 'reactions', 'emoji', emojiOf(ctx));
  const entryBefore = entryIn(where, 'reactions', 'emoji', emojiOf(ctx));
  const set = stampsOf(to, channel);
  const conditions = conditionsOf(where, channel.headSeq);
  const tally = message.reactions[emojiOf(ctx)];
  let removal = '';
  if (!tally && change.kind === 'addReaction') {
    set.push(`${entry} = ${valueIn(to, 'tally', { count: 1, since: channel.headSeq })}`);
    conditions.push(`attribute_not_exists(${entryBefore})`);
    // Others may have filled the last place meanwhile.
    conditions.push(`size(${nameIn(where, 'reactions')}) < ${valueIn(where, 'most', maxEmoji)}`);
  } else if (change.kind === 'addReaction') {
    const count = `${entry}.${nameIn(to, 'count')}`;
    set.push(`${count} = ${count} + ${valueIn(to, 'one', 1)}`);
    conditions.push(`attribute_exists(${entryBefore})`);
  } else if (tally && tally.count > 1) {
    const count = `${entry}.${nameIn(to, 'count')}`;
    set.push(`${count} = ${count} - ${valueIn(to, 'one', 1)}`);
    conditions.push(`${entryBefore}.${nameIn(where, 'count')} > ${valueIn(where, 'one', 1)}`);
  } else {
    removal = ` REMOVE ${entry}`;
    conditions.push(`${entryBefore}.${nameIn(where, 'count')} = ${valueIn(where, 'one', 1)}`);
  }
  return {
    table: ctx.env.MESSAGE_TABLE ?? '',
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: message.id }),
    update: expressionOf(`SET ${set.join(', ')}${removal}`, to),
    condition: expressionOf(conditions.join(' AND '), where),
  };
}

/** The row that stands for the caller's reaction from this position on. */
function rowOf({ access, caller, channel, message }: ChannelStash): ReactionRow {
  const emoji = access.emoji ?? '';
  return {
    messageId: message.id,
    emojiByUser: reactionKey(emoji, caller.userId),
    reader: readerOf(message.channelId, caller.userId),
    seq: message.seq,
    channelId: message.channelId,
    userId: caller.userId,
    emoji,
    createdAt: timeOf(channel.clock),
  };
}

function emojiOf(ctx: Context<object, ChannelStash>): string {
  return ctx.stash.access.emoji ?? '';
}

/** AppSync's guide spells it `ConditionCheckFailed`, DynamoDB itself `ConditionalCheckFailed`. */
function isConditionFailed({ type }: Reason): boolean {
  return type === 'ConditionCheckFailed' || type === 'ConditionalCheckFailed';
}
