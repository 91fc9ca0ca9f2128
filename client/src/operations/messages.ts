import * as documents from '../../../generated/operations.ts';
import type {
  DeleteMessageInput,
  EditMessageInput,
  ReactionFieldsFragment,
  ReactionInput,
} from '../../../generated/operations.ts';
import type { Message } from '../model.ts';
import type { ParleyParts } from '../parts.ts';
import { found } from './found.ts';
import { type Page, type PageOptions, pageOf, variablesOf } from './pages.ts';

/** That one person put one emoji on one message. `createdAt` null = it was taken off where there was none. */
export type Reaction = ReactionFieldsFragment;

export interface MessageOperations {
  /** `MESSAGE_NOT_FOUND` where there is none that the caller may read. */
  message(id: string): Promise<Message>;
  /** Directly, for servers and bots. A timeline's `edit`, `remove` and `react` show what is wished at once, and keep it until it is done. */
  editMessage(input: EditMessageInput): Promise<Message>;
  deleteMessage(input: DeleteMessageInput): Promise<Message>;
  addReaction(input: ReactionInput): Promise<Reaction>;
  removeReaction(input: ReactionInput): Promise<Reaction>;
  /** Who put which emoji on a message, emoji by emoji, or who put just `emoji`. */
  reactions(
    message: { channelId: string; messageId: string; emoji?: string },
    options?: PageOptions,
  ): Promise<Page<Reaction>>;
}

export function messageOperations({ api: { ask }, write }: ParleyParts): MessageOperations {
  return {
    async message(id) {
      const { getMessage } = await ask(documents.getMessage, { id });
      return found(getMessage, 'MESSAGE_NOT_FOUND');
    },
    async editMessage(input) {
      const query = documents.editMessage;
      return (await write(query, { input })).editMessage;
    },
    async deleteMessage(input) {
      const query = documents.deleteMessage;
      return (await write(query, { input })).deleteMessage;
    },
    async addReaction(input) {
      const query = documents.addReaction;
      return (await write(query, { input })).addReaction;
    },
    async removeReaction(input) {
      const query = documents.removeReaction;
      return (await write(query, { input })).removeReaction;
    },
    async reactions({ channelId, messageId, emoji }, options = {}) {
      const query = documents.listReactions;
      const variables = { channelId, messageId, emoji: emoji ?? null, ...variablesOf(options) };
      return pageOf((await ask(query, variables)).listReactions);
    },
  };
}
