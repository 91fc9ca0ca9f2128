import type { MessageRow } from '#generated/models';
import type { Message } from '#generated/schema';

/** A stored message as readers see it. */
export function messageOf(row: MessageRow): Message {
  return {
    id: row.id,
    channelId: row.channelId,
    userId: row.userId,
    content: row.content,
    replyToId: row.replyToId,
    seq: row.seq,
    rev: row.rev ?? row.seq,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
