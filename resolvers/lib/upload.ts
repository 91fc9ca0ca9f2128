import { util } from '@aws-appsync/utils';
import type { UploadInput } from '#generated/schema';
import { requireAttachment } from './attachments.ts';
import { fail } from './errors.ts';
import { requireId, requireUlid } from './ids.ts';
import type { ChannelStash } from './stash.ts';
import { timeOf } from './time.ts';

/** Ends the resolver unless this can be a file of a message; sets what `authorizeChannel` is to judge: whoever may send may upload. */
export function requireUpload(stash: ChannelStash, { channelId, messageId, file }: UploadInput): void {
  requireId(channelId, 'channelId');
  requireUlid(messageId, 'messageId');
  requireAttachment(file, 'file');
  stash.access = { channelId, action: 'write' };
}

/** What the function that keeps files is told of one. */
export function uploadOf({ channelId, messageId, file }: UploadInput, userId: string) {
  return { channelId, messageId, userId, file: { id: file.id, contentType: file.contentType, size: file.size } };
}

/** The day that uploads are counted on. */
export function uploadDay(): string {
  return timeOf(util.time.nowEpochMilliSeconds()).slice(0, 10);
}

/** Ends the resolver: the day's uploads are used up. A new day begins at midnight, UTC. */
export function failUploadLimit(): never {
  const dayMs = 86_400_000;
  const retryAfterMs = dayMs - (util.time.nowEpochMilliSeconds() % dayMs);
  fail({ type: 'RateLimited', code: 'UPLOAD_LIMIT', message: 'Too many files for one day.', retryAfterMs });
}
