import type { MessageRow, ReactionRow } from '#generated/models';
import type { ChannelEventKind, Reaction } from '#generated/schema';
import { fail, failInput } from './errors.ts';
import { eventAt, tell } from './events.ts';
import { messageOf } from './message.ts';
import type { ChannelStash, MessageChange } from './stash.ts';

/** Different emoji on one message. */
export const maxEmoji = 20;

/**
 * Ends the resolver unless the caller may change the message so, and tells whether it is so already: then nothing is to be done.
 * The right to the channel is settled before.
 */
export function isChangedAlready(change: MessageChange, stash: ChannelStash): boolean {
  const { message, caller } = stash;
  const isAuthor = message.userId === caller.userId;
  switch (change.kind) {
    case 'edit':
      if (!isAuthor) failNotAuthor();
      if (message.deletedAt) failDeleted();
      if (change.content === '' && (message.attachments ?? []).length === 0) {
        failInput('CONTENT_EMPTY', 'content', 'A message without attachments says something.');
      }
      return message.content === change.content;
    case 'delete': {
      const role = caller.workspaceMember?.role;
      if (!isAuthor && role !== 'OWNER' && role !== 'ADMIN') failNotAuthor();
      return !!message.deletedAt;
    }
    case 'addReaction':
      requireReactable(change.emoji, message);
      return !!stash.reaction;
    case 'removeReaction':
      if (message.deletedAt) failDeleted();
      return !stash.reaction;
  }
  change satisfies never;
  return false;
}

/** Ends the resolver where the message can not take the emoji. One that is on it already always fits. */
export function requireReactable(emoji: string, message: MessageRow): void {
  if (message.deletedAt) failDeleted();
  const present = Object.keys(message.reactions);
  if (present.indexOf(emoji) < 0 && present.length >= maxEmoji) {
    failInput('EMOJI_TOO_MANY', 'emoji', `A message carries at most ${maxEmoji} different emoji.`, maxEmoji);
  }
}

/**
 * Has `publish` tell the change, with the message as it is now. A position that was overtaken tells the same, so that nobody waits
 * for it.
 */
export function tellChange(stash: ChannelStash): void {
  const { change, message, overtakenAt, caller } = stash;
  const told = { kind: kindOf(change), message: messageOf(message, null) };
  const what = isOfReaction(change) ? { ...told, reaction: reactionOf(stash) } : told;
  tell(stash, caller.userId, what);
  if (overtakenAt) {
    stash.events = [eventAt({ ...stash, channel: overtakenAt }, caller.userId, what), ...(stash.events ?? [])];
  }
}

/** The caller's reaction as it was put there, or was until it was taken off. */
export function reactionOf({ access, caller, reaction }: ChannelStash): Reaction {
  return {
    messageId: access.messageId ?? '',
    channelId: access.channelId,
    userId: caller.userId,
    emoji: access.emoji ?? '',
    createdAt: reaction?.createdAt ?? null,
  };
}

/** A stored reaction as readers see it. */
export function storedReactionOf(row: ReactionRow): Reaction {
  const { messageId, channelId, userId, emoji, createdAt } = row;
  return { messageId, channelId, userId, emoji, createdAt };
}

export function failDeleted(): never {
  fail({ type: 'Forbidden', code: 'MESSAGE_DELETED', message: 'This message is deleted.' });
}

function failNotAuthor(): never {
  fail({ type: 'Forbidden', code: 'NOT_AUTHOR', message: 'This message is another’s.' });
}

function isOfReaction({ kind }: MessageChange): boolean {
  return kind === 'addReaction' || kind === 'removeReaction';
}

function kindOf(change: MessageChange): ChannelEventKind {
  switch (change.kind) {
    case 'edit':
      return 'MESSAGE_EDITED';
    case 'delete':
      return 'MESSAGE_DELETED';
    case 'addReaction':
      return 'REACTION_ADDED';
    case 'removeReaction':
      return 'REACTION_REMOVED';
  }
  change satisfies never;
  return 'MESSAGE_EDITED';
}
