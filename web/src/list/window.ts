import { isReadable, type Row, type Rows } from './rows.ts';

/** The rows from `start`, up to but not with `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is drawn: rows, and blanks as high as the rows that are not. */
export type Piece =
  { readonly kind: 'blank'; readonly height: number } | { readonly kind: 'row'; readonly index: number };

/**
 * Rows that are drawn beyond what is in sight, so that scrolling does not run into a blank. More of them above, where their heights are not
 * known yet, than below, where a reader has mostly been.
 */
const reserve = { above: 60, below: 30 };
/** When fewer than these are left, the span moves on: so it moves seldom, and in larger steps. */
const leastReserve = { above: 15, below: 15 };
/** Never more rows than this, however small they are. */
export const mostRows = 320;

/** `n + 1` numbers: where each row begins, and where the last ends. */
export function offsetsOf(rows: readonly Row[], heightOf: (row: Row) => number): Float64Array {
  const offsets = new Float64Array(rows.length + 1);
  let offset = 0;
  for (let index = 0; index < rows.length; index += 1) {
    offset += heightOf(rows[index]!);
    offsets[index + 1] = offset;
  }
  return offsets;
}

/** The index of the row at `y`: the first or the last one where it is outside. -1 = there are no rows. */
export function indexAt(offsets: Float64Array, y: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** The rows to draw so that those between `top` and `bottom` show: `before` as long as it does. */
export function spanFor(offsets: Float64Array, top: number, bottom: number, before: Span | null): Span {
  const count = offsets.length - 1;
  if (count === 0) return { start: 0, end: 0 };
  const first = indexAt(offsets, top);
  const last = Math.max(first, indexAt(offsets, bottom));
  const needed = around(first, last, leastReserve, count);
  const isEnough = before && before.start <= needed.start && before.end >= needed.end;
  if (isEnough && before.end <= count && before.end - before.start <= mostRows) return before;
  return around(first, last, reserve, count);
}

function around(first: number, last: number, { above, below }: typeof reserve, count: number): Span {
  const most = Math.max(0, Math.floor((mostRows - (last - first + 1)) / 2));
  const start = Math.max(0, first - Math.min(above, most));
  return { start, end: Math.min(count, last + 1 + Math.min(below, most), start + mostRows) };
}

/** The pieces that show a span and, wherever they are, the rows of `kept`. The first piece is always a blank. */
export function piecesOf({ start, end }: Span, kept: readonly number[], offsets: Float64Array): Piece[] {
  const count = offsets.length - 1;
  const others = [...new Set(kept)].filter((index) => index >= 0 && index < count && (index < start || index >= end));
  const above = others.filter((index) => index < start).sort((a, b) => a - b);
  const below = others.filter((index) => index >= end).sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let next = 0;
  const draw = (index: number) => {
    if (pieces.length === 0 || next < index) {
      pieces.push({ kind: 'blank', height: offsets[index]! - offsets[next]! });
    }
    pieces.push({ kind: 'row', index });
    next = index + 1;
  };
  for (const index of above) draw(index);
  for (let index = start; index < end; index += 1) draw(index);
  for (const index of below) draw(index);
  if (next < count || pieces.length === 0) pieces.push({ kind: 'blank', height: offsets[count]! - offsets[next]! });
  return pieces;
}

/** The rows that were drawn, wherever they are in the list now. */
export function movedSpan({ start, end }: Span, before: Rows, now: Rows): Span {
  const isThere = (row: Row) => isReadable(row) && now.indexOf.has(row.key);
  const drawn = before.rows.slice(start, end);
  const first = drawn.find(isThere);
  const last = drawn.findLast(isThere);
  if (!first || !last) return { start: 0, end: 0 };
  return { start: now.indexOf.get(first.key) ?? 0, end: (now.indexOf.get(last.key) ?? 0) + 1 };
}
