import type { Message } from '@parley/client';
import { digestOf, reactionsOf } from '../history-files.ts';
import type { StoredRow } from '../history.ts';

/** What of a message fits: the raw API's and the client's alike. */
export type TellableMessage = Pick<
  Message,
  'id' | 'seq' | 'rev' | 'content' | 'deletedAt' | 'reactions' | 'userId' | 'createdAt'
>;

/** A message of an answer, as the history keeps it. */
export function storedRow(message: TellableMessage): StoredRow {
  const { id, seq, rev, content, deletedAt, reactions, userId, createdAt } = message;
  const deleted = deletedAt ? Date.parse(deletedAt) : 0;
  return [id, seq, rev, digestOf(content ?? null), deleted, reactionsOf(reactions), 0, userId, createdAt];
}
