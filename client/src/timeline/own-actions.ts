import { MessagingError } from '../errors.ts';
import { newMessageId } from '../message-id.ts';
import { reactionId } from '../outbox/entry.ts';
import type { LateOutbox } from '../outbox/late-outbox.ts';
import type { OwnActions, PostDraft } from './channel-timeline.ts';
import type { Timeline } from './timeline.ts';

export type Post = (channelId: string, draft: PostDraft) => Promise<string>;

/** Keeps messages in the outbox. `onPost` hears at once of each. */
export function postBy(outbox: LateOutbox, onPost: (id: string) => void): Post {
  return async (channelId, { content, replyToId, attachments, id = newMessageId() }) => {
    onPost(id);
    const answered = replyToId === undefined ? {} : { replyToId };
    const files = attachments === undefined ? {} : { attachments };
    await (await outbox.opened()).enqueue({ id, channelId, content, ...answered, ...files });
    return id;
  };
}

/** What becomes of what waits, in any channel. */
export function changesOf(outbox: LateOutbox): Pick<OwnActions, 'retry' | 'discard'> {
  return {
    retry: async (id) => void (await (await outbox.opened()).retry(id)),
    discard: async (id) => void (await (await outbox.opened()).discard(id)),
  };
}

/** What a person does in one channel, by their outbox. */
export function ownActions(outbox: LateOutbox, channelId: string, timeline: () => Timeline, post: Post): OwnActions {
  return {
    ...changesOf(outbox),
    post: (draft) => post(channelId, draft),
    async edit(id, content) {
      if (await (await outbox.opened()).edit({ id, channelId, content })) return;
      throw new MessagingError({ code: 'MESSAGE_DELETED', type: 'Forbidden', message: 'This message is deleted.' });
    },
    async remove(id) {
      await (await outbox.opened()).remove({ id, channelId });
    },
    async react(messageId, emoji, isOn) {
      const opened = await outbox.opened();
      const isStored = hasOwn(timeline(), messageId, emoji);
      if (await opened.react({ messageId, channelId, emoji, isOn, isStored })) return;
      throw new MessagingError({ code: 'MESSAGE_NOT_FOUND', type: 'NotFound', message: 'It is not stored yet.' });
    },
  };
}

/** Whether the person's emoji is on the stored message. Null = the message is not held. */
function hasOwn({ held }: Timeline, messageId: string, emoji: string): boolean | null {
  const message = held.find((one) => one.message.id === messageId)?.message;
  if (!message) return null;
  const id = reactionId(messageId, emoji);
  return message.reactions.some((one) => one.reactedByMe === true && reactionId(messageId, one.emoji) === id);
}
