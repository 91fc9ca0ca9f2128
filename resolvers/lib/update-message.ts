import { type Context, util } from '@aws-appsync/utils';
import type { ChannelRow, MessageRow } from '#generated/models';
import { failUnavailable, isConflict } from './errors.ts';
import { type Expression, expressionOf, nameIn, newExpression, valueIn } from './expression.ts';
import { failDeleted, tellChange } from './message-change.ts';
import type { ChannelStash } from './stash.ts';
import { timeOf } from './time.ts';

/**
 * The `UpdateItem` that edits or deletes a message at the position just taken. Nothing is written where a later change is there
 * already, so that a late edit never takes the place of a newer one.
 */
export function updateMessage(stash: ChannelStash) {
  const { change, channel, message } = stash;
  const to = newExpression('to');
  const where = newExpression('if');
  const time = valueIn(to, 'time', timeOf(channel.clock));
  const set = stampsOf(to, channel);
  const remove: string[] = [];
  const conditions = conditionsOf(where, channel.headSeq);
  if (change.kind === 'edit') {
    set.push(`${nameIn(to, 'content')} = ${valueIn(to, 'content', change.content)}`);
    set.push(`${nameIn(to, 'editedAt')} = ${time}`);
    if (change.mentions.length > 0) set.push(`${nameIn(to, 'mentions')} = ${valueIn(to, 'mentions', change.mentions)}`);
    else remove.push(nameIn(to, 'mentions'));
    conditions.push(`${nameIn(where, 'content')} <> ${valueIn(where, 'content', change.content)}`);
    const editedAt = nameIn(where, 'editedAt');
    conditions.push(`(attribute_not_exists(${editedAt}) OR ${editedAt} < ${valueIn(where, 'begun', begunAt(stash))})`);
  } else {
    set.push(`${nameIn(to, 'deletedAt')} = ${time}`);
    set.push(`${nameIn(to, 'reactions')} = ${valueIn(to, 'reactions', {})}`);
    for (const field of ['content', 'attachments', 'mentions']) remove.push(nameIn(to, field));
  }
  const removal = remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : '';
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: message.id }),
    update: expressionOf(`SET ${set.join(', ')}${removal}`, to),
    condition: expressionOf(conditions.join(' AND '), where),
  };
}

/**
 * Takes in what `updateMessage` came to: sets `stash.message`, and has the change told, or sets `stash.isOvertaken` where it has
 * to be tried at a later position.
 */
export function messageUpdated(ctx: Context<object, ChannelStash>): void {
  const { change } = ctx.stash;
  const stored = ctx.result as MessageRow | null;
  ctx.stash.isOvertaken = false;
  if (ctx.error) {
    if (isConflict(ctx.error)) {
      ctx.stash.isOvertaken = true;
      return;
    }
    if (ctx.error.type !== 'DynamoDB:ConditionalCheckFailedException' || !stored) failUnavailable();
    if (stored.deletedAt && change.kind === 'edit') failDeleted();
    // The same edit from elsewhere; or a later one, which stands: this one came before it and is over.
    const isOver =
      !!stored.deletedAt ||
      (change.kind === 'edit' && (stored.content === change.content || (stored.editedAt ?? '') >= begunAt(ctx.stash)));
    if (!isOver) {
      ctx.stash.isOvertaken = true;
      return;
    }
  }
  if (!stored) return failUnavailable();
  ctx.stash.message = stored;
  ctx.stash.messages = [stored];
  tellChange(ctx.stash);
}

/** The time of the first position that the change took: an edit of a later one stands, also where this one takes another. */
function begunAt({ channel, overtakenAt }: ChannelStash): string {
  return timeOf((overtakenAt ?? channel).clock);
}

/** Sets the position and the time of a change. `rev` rises with each change of a message. */
export function stampsOf(to: Expression, { headSeq, clock }: Pick<ChannelRow, 'headSeq' | 'clock'>): string[] {
  return [
    `${nameIn(to, 'rev')} = ${valueIn(to, 'rev', headSeq)}`,
    `${nameIn(to, 'updatedAt')} = ${valueIn(to, 'time', timeOf(clock))}`,
  ];
}

/** That the message is there, and at no later revision than the one before this position. */
export function conditionsOf(where: Expression, position: number): string[] {
  const rev = nameIn(where, 'rev');
  return [
    `attribute_exists(${nameIn(where, 'id')})`,
    `attribute_not_exists(${nameIn(where, 'deletedAt')})`,
    `(attribute_not_exists(${rev}) OR ${rev} < ${valueIn(where, 'rev', position)})`,
  ];
}
