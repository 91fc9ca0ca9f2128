import type { GraphQLResult } from 'aws-amplify/api';
import { addReaction, deleteMessage, editMessage, removeReaction, sendMessage } from '../../../generated/operations.ts';
import type { Message } from '../model.ts';
import type { AmplifyClient } from '../transport/amplify-client.ts';
import type { Api } from '../transport/api.ts';
import type { OutboxSend } from './flusher.ts';

/**
 * Does what entries say by the GraphQL API, and tells `onMessage` each message that an answer told. `check` rejects where a token is of no use
 * for it.
 */
export function sendByApi(
  api: Api,
  check: (token: string) => Promise<unknown>,
  onMessage: (message: Message) => void,
): OutboxSend {
  return async ({ kind, id, channelId, content, attachments, replyToId, reaction }, { isRetry, signal }) => {
    // The outbox has a deadline of its own, and aborts.
    function ask<Data>(request: (client: AmplifyClient) => Promise<GraphQLResult<Data>>): Promise<Data> {
      // Sent twice is sent once; any other try that lands late may undo what follows it.
      return api.ask(request, { signal, goesOn: kind === 'send', timeoutMs: Infinity, onToken: check });
    }
    function stored(message: Message): Message {
      onMessage(message);
      return message;
    }
    switch (kind) {
      case 'send': {
        const files = attachments ? { attachments: [...attachments] } : {};
        const input = { id, channelId, content, ...files, replyToId: replyToId ?? null, isRetry };
        const answer = await ask((client) => client.graphql({ query: sendMessage, variables: { input } }));
        return { seq: stored(answer.sendMessage).seq };
      }
      case 'edit': {
        const input = { id, channelId, content };
        const answer = await ask((client) => client.graphql({ query: editMessage, variables: { input } }));
        return { seq: stored(answer.editMessage).rev };
      }
      case 'delete': {
        const input = { id, channelId };
        const answer = await ask((client) => client.graphql({ query: deleteMessage, variables: { input } }));
        return { seq: stored(answer.deleteMessage).rev };
      }
      case 'react': {
        // Each entry of this kind has one.
        const { messageId = '', emoji = '', isOn = false } = reaction ?? {};
        const variables = { input: { messageId, channelId, emoji } };
        const { createdAt } = isOn
          ? (await ask((client) => client.graphql({ query: addReaction, variables }))).addReaction
          : (await ask((client) => client.graphql({ query: removeReaction, variables }))).removeReaction;
        return { seq: 0, at: createdAt ?? undefined };
      }
      default:
        throw new Error(`There is nothing to do for ${kind satisfies never}.`);
    }
  };
}
