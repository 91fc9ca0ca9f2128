import { query } from '@aws-appsync/utils/dynamodb';
import type { MessageRow } from '#generated/models';
import { type Reading, markEvery, marksWanted } from './reading.ts';

/** As much of a marked message as pages need: see the index `messages_by_position`. */
type Mark = Pick<MessageRow, 'createdAt'>;

/**
 * Whether a page must first be told where its edge lies: not where it has none, and not where the channel's end that it is read from
 * is nearer than the next mark may be. `headSeq` is the channel's.
 */
export function isFar({ direction, edge }: Reading, headSeq: number): boolean {
  if (edge === null) return false;
  return direction === 'DESC' ? headSeq - edge > markEvery : edge > markEvery;
}

/** The query for the marks next to the edge of a page, on the side that it is read from. */
export function marksNear(channelId: string, reading: Reading) {
  const edge = reading.edge ?? 0;
  const isNewestFirst = reading.direction === 'DESC';
  return query<MessageRow>({
    index: 'messages_by_position',
    limit: marksWanted(reading),
    scanIndexForward: isNewestFirst,
    query: { channelId: { eq: channelId }, mark: isNewestFirst ? { gt: edge } : { le: edge } },
  });
}

/** The time from which on a page is read; null = from the channel's end, since there are not as many marks on that side. */
export function timeOfMarks(marks: Mark[], reading: Reading): string | null {
  return marks[marksWanted(reading) - 1]?.createdAt ?? null;
}
