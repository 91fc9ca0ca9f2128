import { type Context, runtime, util } from '@aws-appsync/utils';
import type { UserRow } from '#generated/models';
import type { MutationUpdateProfileArgs } from '#generated/schema';
import { callerId } from '../lib/caller.ts';
import { requireAnswer } from '../lib/errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from '../lib/expression.ts';
import { readName } from '../lib/names.ts';

/**
 * Writes the caller's name, and with it their profile where there is none, also where `createProfile` makes it at this moment.
 * Skipped where `loadProfile` found that it is their name already.
 */
export function request(ctx: Context<MutationUpdateProfileArgs>) {
  const stored = ctx.prev.result as UserRow | null;
  const name = readName(ctx.args.input.name, 'name');
  if (stored?.name === name) runtime.earlyReturn(stored);
  const to = newExpression('to');
  const now = valueIn(to, 'now', util.time.nowISO8601());
  const createdAt = nameIn(to, 'createdAt');
  const set = [
    `${nameIn(to, 'name')} = ${valueIn(to, 'name', name)}`,
    `${nameIn(to, 'updatedAt')} = ${now}`,
    `${createdAt} = if_not_exists(${createdAt}, ${now})`,
  ];
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ id: callerId(ctx) }),
    update: expressionOf(`SET ${set.join(', ')}`, to),
  };
}

export function response(ctx: Context<MutationUpdateProfileArgs>) {
  requireAnswer(ctx);
  return ctx.result;
}
