import { ulid } from 'ulid';
import { expect, vi } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { fileOf, linksOf, onePoint, upload } from './files.ts';
import type { Person } from './person.ts';

/** A file is put into the store, sent, read by who may, and gone with its message. */
export async function expectLifeOfAFile(channelId: string, author: Person, reader: Person): Promise<void> {
  const file = fileOf(onePoint);
  const messageId = ulid();
  await upload(author, { channelId, messageId, file }, onePoint);
  const sent = await author.send(channelId, '', { id: messageId, attachments: [file] });
  const [link] = await linksOf(reader, sent);
  const answer = await fetch(link?.url ?? '');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(onePoint);
  await author.get(operations.deleteMessage, { input: { id: messageId, channelId } });
  await vi.waitFor(async () => expect((await fetch(link?.url ?? '')).status).toBe(404), { timeout: 30_000 });
}
