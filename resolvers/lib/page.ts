import { util } from '@aws-appsync/utils';
import type { SortDirection } from '#generated/schema';
import { failInput } from './errors.ts';

const maxLimit = 100;

/** How many items a page holds: 50 where the caller does not say. Ends the resolver unless it is 1 to 100. */
export function pageSize(limit: number | null | undefined): number {
  const size = limit ?? 50;
  if (size < 1 || size > maxLimit) {
    failInput('LIMIT_INVALID', 'limit', `A page holds 1 to ${maxLimit} items.`, maxLimit);
  }
  return size;
}

/**
 * Where a page of messages ended, as the caller carries it on. It names a time in one channel and direction, which is all it
 * can do in other hands: the right to the channel is checked on every page.
 */
export function messageCursor(channelId: string, direction: SortDirection, createdAt: string): string {
  return util.base64Encode(`${channelId}|${direction}|${createdAt}`);
}

/** The time at which the page before ended. Ends the resolver where the cursor is not one of this channel and direction. */
export function readMessageCursor(cursor: string, channelId: string, direction: SortDirection): string {
  if (util.matches('^[A-Za-z0-9+/]{1,400}={0,2}$', cursor)) {
    const parts = util.base64Decode(cursor).split('|');
    if (
      parts.length === 3 &&
      parts[0] === channelId &&
      parts[1] === direction &&
      util.matches('^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', parts[2] ?? '')
    ) {
      return parts[2] ?? '';
    }
  }
  return failInput('CURSOR_INVALID', 'nextToken', 'This cursor does not belong to this list.');
}
