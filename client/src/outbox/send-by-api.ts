import { addReaction, deleteMessage, editMessage, removeReaction, sendMessage } from '../../../generated/operations.ts';
import type { Message } from '../model.ts';
import type { Api } from '../transport/api.ts';
import type { OutboxSend } from './flusher.ts';

/**
 * Does what entries say by the GraphQL API, which `write` asks in the person's name, and tells `onMessage` each message that an answer told.
 */
export function sendByApi(write: Api['ask'], onMessage: (message: Message) => void): OutboxSend {
  return async ({ kind, id, channelId, content, attachments, replyToId, reaction }, { isRetry, signal }) => {
    // The outbox has a deadline of its own, and aborts. Sent twice is sent once; any other try that lands late may undo what follows it.
    const options = { signal, goesOn: kind === 'send', timeoutMs: Infinity };
    function stored(message: Message): Message {
      onMessage(message);
      return message;
    }
    switch (kind) {
      case 'send': {
        const files = attachments ? { attachments: [...attachments] } : {};
        const input = { id, channelId, content, ...files, replyToId: replyToId ?? null, isRetry };
        const answer = await write(sendMessage, { input }, options);
        return { seq: stored(answer.sendMessage).seq };
      }
      case 'edit': {
        const input = { id, channelId, content };
        const answer = await write(editMessage, { input }, options);
        return { seq: stored(answer.editMessage).rev };
      }
      case 'delete': {
        const input = { id, channelId };
        const answer = await write(deleteMessage, { input }, options);
        return { seq: stored(answer.deleteMessage).rev };
      }
      case 'react': {
        // Each entry of this kind has one.
        const { messageId = '', emoji = '', isOn = false } = reaction ?? {};
        const variables = { input: { messageId, channelId, emoji } };
        const { createdAt } = isOn
          ? (await write(addReaction, variables, options)).addReaction
          : (await write(removeReaction, variables, options)).removeReaction;
        return { seq: 0, at: createdAt ?? undefined };
      }
      default:
        throw new Error(`There is nothing to do for ${kind satisfies never}.`);
    }
  };
}
