import type { Message, PendingMessage } from '@parley/client';
import { plainText } from '../content/plain-text.ts';
import { visibleName } from '../content/visible-text.ts';
import { strings } from '../strings/index.ts';

/** What a message says, in a line. `null` = it is not there, `undefined` = it is not loaded yet. */
export function excerptOf(
  message: Message | PendingMessage | null | undefined,
  nameOf: (userId: string) => string,
): string {
  if (message === undefined) return strings.list.quoteLoading;
  if (message === null) return strings.list.quoteMissing;
  if (message.content === null) return strings.list.tombstone;
  const [file] = message.attachments;
  return message.content === '' && file
    ? strings.list.quoteFile(visibleName(file.name))
    : plainText(message.content, nameOf);
}
