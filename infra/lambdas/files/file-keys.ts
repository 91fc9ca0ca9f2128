/**
 * Where files lie in the bucket. Whose they are is part of the key, so nobody can overwrite, finish or be handed another's by naming
 * its ids. A person's id may hold what addresses change, such as `..`: it is written in letters that none does.
 */
export interface FileOf {
  readonly channelId: string;
  readonly messageId: string;
  /** Who uploads it, and sends the message. */
  readonly userId: string;
}

/** Where it is uploaded to. The bucket's lifecycle removes everything here after a day. */
export function uploadKey(file: FileOf, id: string): string {
  return `uploads/${pathOf(file)}${id}`;
}

/** Where it is kept. Nothing can be uploaded here. */
export function keptKey(file: FileOf, id: string): string {
  return `${keptFolder(file)}${id}`;
}

/** What all kept files of a message begin with. */
export function keptFolder(file: FileOf): string {
  return `files/${pathOf(file)}`;
}

function pathOf({ channelId, messageId, userId }: FileOf): string {
  return `${channelId}/${messageId}/${Buffer.from(userId).toString('base64url')}/`;
}
