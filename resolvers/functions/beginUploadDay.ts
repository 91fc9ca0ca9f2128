import { type Context, runtime } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
import type { UploadDayRow } from '#generated/models';
import type { MutationRequestUploadArgs } from '#generated/schema';
import { failContended, requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { uploadDay } from '../lib/upload.ts';

/**
 * Counts the first upload of the caller on this day, over what is left of an earlier one. Skipped on any other. Where another began
 * the day in this very moment, nothing is counted and the caller is to ask again.
 *
 * Needs `stash.caller` and `isNewUploadDay`.
 */
export function request(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  if (!ctx.stash.isNewUploadDay) runtime.earlyReturn(ctx.prev.result);
  const { id: firstFileId, size: bytes } = ctx.args.input.file;
  const item = { day: uploadDay(), firstFileId, files: 1, bytes };
  return put<UploadDayRow>({
    key: { userId: ctx.stash.caller.userId },
    item,
    condition: { or: [{ userId: { attributeExists: false } }, { day: { ne: item.day } }] },
  });
}

export function response(ctx: Context<MutationRequestUploadArgs, ChannelStash>) {
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') failContended();
  requireAnswer(ctx);
  return null;
}
