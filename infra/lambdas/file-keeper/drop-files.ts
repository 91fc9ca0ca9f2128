import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { type FileOf, keptFolder, keptKey } from '../files/file-keys.ts';
import { bucket, s3 } from '../files/store.ts';
import { readMessage } from './rows.ts';

/** Removes all files of a message, if it is deleted. */
export async function dropFiles(file: FileOf): Promise<void> {
  const message = await readMessage(file.messageId);
  if (!message?.deletedAt) return;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: keptFolder(file) }));
  // At most ten and a few that were uploaded in vain: one by one, as each is one right less than to delete many at once.
  for (const { Key } of Contents) await remove(Key ?? '');
}

/** Removes one file, unless the message holds it. */
export async function dropUnheld(file: FileOf, id: string): Promise<void> {
  const message = await readMessage(file.messageId);
  const isHeld =
    message !== null &&
    message.channelId === file.channelId &&
    message.userId === file.userId &&
    message.attachmentIds.includes(id);
  if (!isHeld) await remove(keptKey(file, id));
}

async function remove(Key: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}
