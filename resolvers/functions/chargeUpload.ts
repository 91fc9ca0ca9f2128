import { type Context, util } from '@aws-appsync/utils';
import type { UploadDayRow } from '#generated/models';
import type { MutationRequestUploadArgs } from '#generated/schema';
import { failContended, requireAnswer } from '../lib/errors.ts';
import { expressionOf, nameIn, newExpression, valueIn } from '../lib/expression.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { failUploadLimit, uploadDay } from '../lib/upload.ts';
import { mostBytesPerDay, mostFilesPerDay } from '../lib/upload-limits.ts';

/**
 * Counts one more upload of the caller on this day, on condition that the day has room for it. It counts when it is asked for: what
 * is never sent has been let in all the same.
 *
 * Needs `stash.caller`; sets `stash.isNewUploadDay` where the person's row is of another day, and nothing was counted.
 */
export function request(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  const { size } = ctx.args.input.file;
  const to = newExpression('to');
  const where = newExpression('if');
  const files = nameIn(to, 'files');
  const bytes = nameIn(to, 'bytes');
  const conditions = [
    `${nameIn(where, 'day')} = ${valueIn(where, 'day', uploadDay())}`,
    `${nameIn(where, 'files')} < ${valueIn(where, 'files', mostFilesPerDay)}`,
    `${nameIn(where, 'bytes')} <= ${valueIn(where, 'bytes', mostBytesPerDay - size)}`,
  ];
  const set = [`${files} = ${files} + ${valueIn(to, 'one', 1)}`, `${bytes} = ${bytes} + ${valueIn(to, 'size', size)}`];
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ userId: ctx.stash.caller.userId }),
    update: expressionOf(`SET ${set.join(', ')}`, to),
    condition: expressionOf(conditions.join(' AND '), where),
  };
}

export function response(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    // Read after the condition had failed: another upload of theirs may have begun the day in between, and then there is room.
    const stored = ctx.result as UploadDayRow | null;
    if (stored?.day === uploadDay()) {
      const { size } = ctx.args.input.file;
      if (stored.files < mostFilesPerDay && stored.bytes <= mostBytesPerDay - size) failContended();
      failUploadLimit();
    }
    ctx.stash.isNewUploadDay = true;
    return null;
  }
  requireAnswer(ctx);
  return null;
}
