import { type Context, runtime, util } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
import type { FileCheckRow } from '#generated/models';
import { requireAnswer } from '../lib/errors.ts';
import type { ChannelStash } from '../lib/stash.ts';
import { timeOf } from '../lib/time.ts';

/**
 * Writes down that files will have to be looked at, before anything is done that could leave them without a message: whatever breaks
 * off after it, they are found. Skipped where a message without files is deleted, or one that is deleted already.
 *
 * Needs `stash.fileCheck`, `channel` and `caller`; of a deletion `message` too, and sets `hadFiles`.
 */
export function request(ctx: Context<object, ChannelStash>) {
  const { fileCheck, channel, caller, message, isSettled } = ctx.stash;
  const hasFiles = fileCheck?.fileId || (!isSettled && (message?.attachments ?? []).length > 0);
  if (!fileCheck || !hasFiles) runtime.earlyReturn(ctx.prev.result);
  const { messageId, fileId, dueInMs } = fileCheck as NonNullable<typeof fileCheck>;
  ctx.stash.hadFiles = !fileId;
  const dueAt = timeOf(util.time.nowEpochMilliSeconds() + dueInMs);
  const item: Omit<FileCheckRow, 'shard' | 'dueAtAndFile'> = {
    messageId,
    channelId: channel.id,
    userId: fileId ? caller.userId : message.userId,
  };
  if (fileId) item.fileId = fileId;
  const key = { shard: messageId.slice(25), dueAtAndFile: `${dueAt}#${messageId}#${fileId ?? ''}` };
  return put<FileCheckRow>({ key, item });
}

export function response(ctx: Context<object, ChannelStash>) {
  requireAnswer(ctx);
  return ctx.prev.result;
}
