import { ulid } from 'ulid';
import type { AttachmentLinksQuery, FinishUploadMutation, RequestUploadMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import type { AttachmentInput, UploadInput } from '../../generated/schema.ts';
import type { Answer, Person } from './person.ts';

export type Ticket = RequestUploadMutation['requestUpload'];

/** The smallest picture that there is: one point. */
export const onePoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A file that says of itself what it is. */
export function fileOf(body: Buffer, more: Partial<AttachmentInput> = {}): AttachmentInput {
  return { id: ulid(), name: 'map.png', contentType: 'image/png', size: body.length, ...more };
}

export function requestUpload(person: Person, input: UploadInput): Promise<Answer<RequestUploadMutation>> {
  return person.ask(operations.requestUpload, { input });
}

export function finishUpload(person: Person, input: UploadInput): Promise<Answer<FinishUploadMutation>> {
  return person.ask(operations.finishUpload, { input });
}

/** Sends a form as a browser does: the ticket's fields, in their order, and the file as the last. */
export function post({ url, fields }: Ticket, body: Buffer, changed: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  for (const { name, value } of fields) form.set(name, changed[name] ?? value);
  for (const [name, value] of Object.entries(changed)) if (!form.has(name)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(body)]));
  return fetch(url, { method: 'POST', body: form });
}

/** All of it, where nothing may go wrong. */
export async function upload(person: Person, input: UploadInput, body: Buffer): Promise<void> {
  const data = await person.get<RequestUploadMutation>(operations.requestUpload, { input });
  const { status } = await post(data.requestUpload, body);
  if (status !== 204) throw new Error(`the upload was answered with ${status}`);
  await person.get(operations.finishUpload, { input });
}

export async function linksOf(
  person: Person,
  { id: messageId, channelId }: { id: string; channelId: string },
): Promise<AttachmentLinksQuery['attachmentLinks']> {
  const data = await person.get<AttachmentLinksQuery>(operations.attachmentLinks, { messageId, channelId });
  return data.attachmentLinks;
}

/** The code of the one refusal. */
export function codeOf({ data, errors }: Answer<unknown>): string | undefined {
  if (data !== null || errors.length !== 1) throw new Error(`not refused: ${JSON.stringify({ data, errors })}`);
  return errors[0]?.errorInfo?.code;
}
