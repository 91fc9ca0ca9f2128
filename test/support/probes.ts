import { ulid } from 'ulid';
import * as operations from '../../generated/operations.ts';
import { RefusedError } from './listener.ts';
import type { GraphqlError, Person } from './person.ts';

/** Asks something of a channel and of a message in it, which is another's, and answers what it was refused with. */
export type Probe = (person: Person, channelId: string, messageId: string) => Promise<unknown>;

/** Everything that reads a channel or hears of it. */
export const reads = {
  getChannel: (person, id) => refusal(person, operations.getChannel, { id }),
  messagesByChannel: (person, channelId) => refusal(person, operations.messagesByChannel, { channelId }),
  jump: (person, channelId) => refusal(person, operations.messagesByChannel, { channelId, around: 1 }),
  syncChannel: (person, channelId) => refusal(person, operations.syncChannel, { channelId, afterSeq: 0 }),
  listChannelMembers: (person, channelId) => refusal(person, operations.listChannelMembers, { channelId }),
  getMessage: (person, _, id) => refusal(person, operations.getMessage, { id }),
  listReactions: (person, channelId, messageId) => refusal(person, operations.listReactions, { channelId, messageId }),
  // On a socket of its own: the server may be closing the other one right now.
  subscribe: async (person, channelId) => {
    try {
      (await person.listen(channelId)).close();
      return 'subscribed';
    } catch (error) {
      if (error instanceof RefusedError) return { errorType: error.errorType, message: error.message };
      throw error;
    }
  },
} satisfies Record<string, Probe>;

/** Everything that changes a channel, what is in it, or who is. */
export const writes = {
  sendMessage: (person, channelId) =>
    refusal(person, operations.sendMessage, { input: { id: ulid(), channelId, content: 'let me in' } }),
  reply: (person, channelId, replyToId) =>
    refusal(person, operations.sendMessage, { input: { id: ulid(), channelId, content: 'let me in', replyToId } }),
  editMessage: (person, channelId, id) =>
    refusal(person, operations.editMessage, { input: { id, channelId, content: 'let me in' } }),
  deleteMessage: (person, channelId, id) => refusal(person, operations.deleteMessage, { input: { id, channelId } }),
  addReaction: (person, channelId, messageId) =>
    refusal(person, operations.addReaction, { input: { messageId, channelId, emoji: '👋' } }),
  removeReaction: (person, channelId, messageId) =>
    refusal(person, operations.removeReaction, { input: { messageId, channelId, emoji: '👋' } }),
  markRead: (person, channelId) => refusal(person, operations.markRead, { input: { channelId, seq: 1 } }),
  sendTyping: (person, channelId) => refusal(person, operations.sendTyping, { channelId }),
  joinChannel: (person, channelId) => refusal(person, operations.joinChannel, { input: { channelId } }),
  leaveChannel: (person, channelId) => refusal(person, operations.leaveChannel, { input: { channelId } }),
  addChannelMember: (person, channelId) =>
    refusal(person, operations.addChannelMember, { input: { channelId, userId: person.userId } }),
  removeChannelMember: (person, channelId) =>
    refusal(person, operations.removeChannelMember, { input: { channelId, userId: 'somebody' } }),
  updateChannel: (person, channelId) =>
    refusal(person, operations.updateChannel, { input: { channelId, name: 'mine' } }),
  archiveChannel: (person, channelId) => refusal(person, operations.archiveChannel, { input: { channelId } }),
} satisfies Record<string, Probe>;

async function refusal(
  person: Person,
  query: string,
  variables: object,
): Promise<{ data: unknown; errors: GraphqlError[] }> {
  const { data, errors } = await person.ask(query, variables);
  return { data, errors };
}
