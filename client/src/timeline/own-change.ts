import type { Message } from '../model.ts';
import { type OutboxEntry, reactionId } from '../outbox/entry.ts';

/** What an entry wishes of a stored message. */
export type OwnChange =
  | { readonly kind: 'edit'; readonly content: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react'; readonly emoji: string; readonly isOn: boolean };

/** What the entry will have made of its message in the end. Null = it is the message, and no more. */
export function wishedOf({ kind, content, wish, reaction, rev }: OutboxEntry): OwnChange | null {
  if (reaction) {
    const isOn = wish?.kind === 'react' ? wish.isOn : reaction.isOn;
    return { kind: 'react', emoji: reaction.emoji, isOn };
  }
  if (wish && wish.kind !== 'react') return wish;
  if (kind === 'delete') return { kind };
  // One that was sent and then edited stays one entry.
  return kind === 'edit' || rev !== undefined ? { kind: 'edit', content } : null;
}

/** The message as it is with the entry's change: the same where the change is in it, or was refused. */
export function withChange(message: Message, entry: OutboxEntry): Message {
  const { state, rev, createdAt } = entry;
  const wished = wishedOf(entry);
  if (!wished || state === 'refused' || message.deletedAt !== null) return message;
  if (wished.kind === 'react') return withReaction(message, entry, wished.emoji, wished.isOn);
  if (state === 'sent' && rev !== undefined && rev <= message.rev) return message;
  const at = new Date(createdAt).toISOString();
  if (wished.kind === 'delete') {
    return { ...message, content: null, attachments: [], mentions: [], reactions: [], deletedAt: at };
  }
  if (wished.content === message.content) return message;
  return { ...message, content: wished.content, editedAt: message.editedAt ?? at };
}

function withReaction(message: Message, { state, at }: OutboxEntry, emoji: string, isOn: boolean): Message {
  const id = reactionId(message.id, emoji);
  const index = message.reactions.findIndex((one) => reactionId(message.id, one.emoji) === id);
  const known = message.reactions[index];
  if ((known?.reactedByMe ?? false) === isOn) return message;
  // Another's later change told the count already, which does not say whose reactions it counts.
  const isCounted = isOn && state === 'sent' && at !== undefined && message.updatedAt >= at;
  const count = (known?.count ?? 0) + (isOn ? (isCounted ? 0 : 1) : -1);
  if (!known && isCounted) return message;
  const next = { emoji: known?.emoji ?? emoji, count, reactedByMe: isOn };
  const reactions = known ? message.reactions.with(index, next) : [...message.reactions, next];
  return { ...message, reactions: reactions.filter((one) => one.count > 0) };
}
