import type { Message, PendingMessage } from '@parley/client';

/** The reader's last message that can still be changed. Null = there is none among those that are loaded. */
export function lastOwn(
  messages: readonly Message[],
  pending: readonly PendingMessage[],
  me: string,
): { readonly id: string; readonly content: string } | null {
  return (
    pending.findLast(({ content }) => content !== '') ??
    ownContent(messages.findLast((message) => message.userId === me && message.content !== null))
  );
}

function ownContent(message: Message | undefined): { readonly id: string; readonly content: string } | null {
  return message && message.content !== null ? { id: message.id, content: message.content } : null;
}
