import type { Message, PendingMessage } from '@parley/client';
import { buildRows, noRows, type Rows, type RowsInput } from '../../../web/src/list/rows.ts';

export const me = 'alice';

/** A message at a position, one second after the one before it, by Bob unless said otherwise. */
export function messageAt(seq: number, part: Partial<Message> = {}): Message {
  const at = new Date(Date.UTC(2026, 2, 14, 9) + seq * 1000).toISOString();
  return {
    id: `m${seq}`,
    channelId: 'harbor_general',
    userId: 'bob',
    content: `Message ${seq}`,
    attachments: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    seq,
    rev: seq,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    deletedAt: null,
    ...part,
  };
}

export function messages(from: number, count: number): Message[] {
  return Array.from({ length: count }, (_, index) => messageAt(from + index));
}

export function pendingOf(id: string, part: Partial<PendingMessage> = {}): PendingMessage {
  const at = Date.UTC(2026, 2, 14, 9, 1);
  return {
    ...{ id, channelId: 'harbor_general', content: id, attachments: [], replyToId: null, createdAt: at },
    ...{ state: 'queued', reason: null, ...part },
  };
}

export function rowsOf(part: Partial<RowsInput>, before: Rows = noRows): Rows {
  return buildRows(
    {
      ...{ messages: [], pending: [], changes: new Map(), me, hasOlder: false, hasNewer: false, newAfterSeq: null },
      ...part,
    },
    before,
  );
}

/** Each row in a word: `day`, `new`, `m1` with an author, `+m2` without. */
export function inWords({ rows }: Rows): string[] {
  return rows.map((row) => {
    const isReadable = row.kind === 'message' || row.kind === 'pending';
    return isReadable ? `${row.isFirst ? '' : '+'}${row.key}` : row.kind;
  });
}
