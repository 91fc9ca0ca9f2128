import type { MessageRow } from '#generated/models';
import type { MutationSendMessageArgs } from '#generated/schema';
import { fail } from './errors.ts';

type Sent = MutationSendMessageArgs['input'];

/**
 * Ends the resolver where the id is taken by another message, and says nothing of that one. Content that was edited or deleted
 * since can no longer be compared; that the author used the id in this channel is then enough.
 */
export function requireSameMessage(stored: MessageRow, sent: Sent, userId: string): void {
  // Not by `rev`: that also rises where others react, and the content is then still the one that was sent.
  const isUnchanged = !stored.editedAt && !stored.deletedAt;
  const isSame = stored.channelId === sent.channelId && stored.userId === userId;
  if (!isSame || (isUnchanged && !saysTheSame(stored, sent))) {
    fail({ type: 'Conflict', code: 'ID_TAKEN', field: 'id', message: 'This id is taken by another message.' });
  }
}

function saysTheSame(stored: MessageRow, sent: Sent): boolean {
  return (
    stored.content === sent.content &&
    (stored.replyToId ?? null) === (sent.replyToId ?? null) &&
    wordsOf(stored.attachments ?? []) === wordsOf(sent.attachments ?? [])
  );
}

/** The attachments as one text, whatever the order of their fields. */
function wordsOf(attachments: { id: string; name: string; contentType: string; size: number }[]): string {
  return JSON.stringify(attachments.map(({ id, name, contentType, size }) => [id, name, contentType, size]));
}
