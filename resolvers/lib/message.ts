import type { MessageRow } from '#generated/models';
import type { Message, ReactionCount } from '#generated/schema';
import type { ChannelStash } from './stash.ts';

/**
 * A stored message as readers see it. `myEmoji` is what the reader put on it; null = it is told to more than one reader, or not
 * known.
 */
export function messageOf(row: MessageRow, myEmoji: string[] | null): Message {
  return {
    id: row.id,
    channelId: row.channelId,
    userId: row.userId,
    content: row.content,
    attachments: row.attachments ?? [],
    replyToId: row.replyToId,
    mentions: row.mentions ?? [],
    reactions: reactionsOf(row, myEmoji),
    seq: row.seq,
    rev: row.rev ?? row.seq,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
  };
}

/** The message of `stash` as the caller sees it. */
export function messageToCaller({ message, myEmoji }: ChannelStash): Message {
  return messageOf(message, (myEmoji ?? {})[message.id] ?? null);
}

/** In the order in which they first came. `sort` compares text alone, so the positions are written at one length. */
function reactionsOf(row: MessageRow, myEmoji: string[] | null): ReactionCount[] {
  const order = Object.keys(row.reactions).map((emoji) => {
    const since = `${row.reactions[emoji]?.since ?? 0}`;
    return `${'0000000000000000'.slice(since.length)}${since} ${emoji}`;
  });
  return order.sort().map((entry) => {
    const emoji = entry.slice(17);
    return {
      emoji,
      count: row.reactions[emoji]?.count ?? 0,
      reactedByMe: myEmoji ? myEmoji.indexOf(emoji) >= 0 : null,
    };
  });
}
