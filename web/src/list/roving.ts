import { isReadable, type Rows } from './rows.ts';

export type RovingKey = 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'PageUp' | 'PageDown';

export function isRovingKey(key: string): key is RovingKey {
  return ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'].includes(key);
}

/** The message that a key leads to from another one: itself where there is none further. Null = there are no messages. */
export function nextKey(
  rows: Rows,
  from: string,
  key: RovingKey,
  offsets: Float64Array,
  pageHeight: number,
): string | null {
  const index = rows.indexOf.get(from) ?? rows.rows.length;
  switch (key) {
    case 'ArrowUp':
      return near(rows, index - 1, -1) ?? near(rows, index, 1);
    case 'ArrowDown':
      return near(rows, index + 1, 1) ?? near(rows, index, -1);
    case 'Home':
      return near(rows, 0, 1);
    case 'End':
      return near(rows, rows.rows.length - 1, -1);
    case 'PageUp':
      return near(rows, Math.min(index - 1, pageAway(offsets, index, -pageHeight)), -1) ?? near(rows, 0, 1);
    case 'PageDown':
      return (
        near(rows, Math.max(index + 1, pageAway(offsets, index, pageHeight)), 1) ?? near(rows, rows.rows.length - 1, -1)
      );
    default:
      return key satisfies never;
  }
}

/** The first message from `index` on, in that direction. */
export function near({ rows }: Rows, index: number, step: 1 | -1): string | null {
  for (let at = index; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (isReadable(row)) return row.key;
  }
  return null;
}

/** The last row that still begins within a page of the row, that way. */
function pageAway(offsets: Float64Array, index: number, by: number): number {
  const wanted = (offsets[Math.min(index, offsets.length - 1)] ?? 0) + by;
  let at = index;
  if (by < 0) while (at > 0 && offsets[at - 1]! >= wanted) at -= 1;
  else while (at < offsets.length - 2 && offsets[at + 1]! <= wanted) at += 1;
  return at;
}
