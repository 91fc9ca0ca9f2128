import { util } from '@aws-appsync/utils';
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
 * Where a page ended, as the caller carries it on: the list that was read and the sort key of its last row. It is no more than
 * that in other hands: the right to the list is checked on every page. A line feed ends the list's name, which holds none.
 */
export function pageCursor(list: string, last: string): string {
  return util.base64Encode(`${list}\n${last}`);
}

/**
 * The sort key at which the page before ended; null = from the beginning. Ends the resolver where the cursor is not one of this
 * list, or what it names is not of the `form` (a pattern) of the list's sort keys.
 *
 * DynamoDB's own token is not handed out: one that it does not take fails like any other call, and a caller who carries a wrong
 * one would be told to try again for ever.
 */
export function readPageCursor(cursor: string | null | undefined, list: string, form: string): string | null {
  if (!cursor) return null;
  const { of, last } = opened(cursor);
  if (of === list && util.matches(form, last)) return last;
  return failInput('CURSOR_INVALID', 'nextToken', 'This cursor does not belong to this list.');
}

/** Whether a cursor is one of this list, where a field reads several after each other. */
export function isCursorOf(cursor: string | null | undefined, list: string): boolean {
  return !!cursor && opened(cursor).of === list;
}

/** `of` is null where the cursor is none of ours. */
function opened(cursor: string): { of: string | null; last: string } {
  // Whole groups of four: Java's decoder throws on anything else. The longest cursor holds the longest name of a channel.
  if (!util.matches('^(?:[A-Za-z0-9+/]{4}){1,299}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\\z', cursor)) {
    return { of: null, last: '' };
  }
  const parts = util.base64Decode(cursor).split('\n');
  return { of: parts[0] ?? null, last: parts.slice(1).join('\n') };
}
