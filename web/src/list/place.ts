import { isReadable, type Rows } from './rows.ts';

/**
 * Where the reader is. At the end, the newest message stays in sight. Anywhere else a row stays where it is, whatever happens above it
 * and below: the anchor, which only the reader moves.
 */
export type Place =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'anchor';
      readonly key: string;
      /** Pixels from the top of the box to the top of the row; where it should be, so that roundings do not add up. */
      readonly top: number;
    };

/** How near the end, in pixels, whoever scrolls down has arrived there. */
const arrivesWithin = 24;
/** How far from the end, in pixels, whoever scrolls up has left it. */
const leavesBeyond = 8;

export interface Scrolled {
  /** Pixels that the reader scrolled down since the last time; negative = up. */
  readonly by: number;
  /** Pixels from the bottom of the box to the end of what can be scrolled to. */
  readonly toEnd: number;
  /** True = the end of what can be scrolled to is not the newest message. */
  readonly hasNewer: boolean;
}

/** Whether the reader is at the end after scrolling. */
export function isAtEndAfter(wasAtEnd: boolean, { by, toEnd, hasNewer }: Scrolled): boolean {
  if (hasNewer) return false;
  if (toEnd <= 1) return true;
  return wasAtEnd ? by >= 0 || toEnd <= leavesBeyond : by > 0 && toEnd <= arrivesWithin;
}

export interface Displaced {
  /** Pixels that the anchor is below where it should be. */
  readonly by: number;
  /** Pixels by which the blank above the drawn rows is higher than the rows that it stands for are thought to be. */
  readonly drift: number;
  /** How high those rows are thought to be. Zero = there are none. */
  readonly above: number;
  readonly isScrolling: boolean;
}

/**
 * How the anchor gets back to where it should be. While the reader scrolls it is the blank above that gives way, since writing a
 * scroll position would stop the scroll that is under way; once they rest, the blank gets the height that it should have.
 */
export function corrected({ by, drift, above, isScrolling }: Displaced): { drift: number; scrollBy: number } {
  if (isScrolling && above > 0 && above + drift - by >= 0) return { drift: drift - by, scrollBy: 0 };
  return { drift: 0, scrollBy: by - drift };
}

/** The place with an anchor that is still there: the nearest row that is, where it was, else the end. */
export function survived(place: Place, before: Rows, beforeOffsets: Float64Array, now: Rows): Place {
  if (place.kind === 'end' || now.indexOf.has(place.key)) return place;
  const index = before.indexOf.get(place.key);
  if (index === undefined) return { kind: 'end' };
  for (let step = 1; step < before.rows.length; step += 1) {
    for (const other of [index + step, index - step]) {
      const row = before.rows[other];
      if (!isReadable(row) || !now.indexOf.has(row.key)) continue;
      return { kind: 'anchor', key: row.key, top: place.top + beforeOffsets[other]! - beforeOffsets[index]! };
    }
  }
  return { kind: 'end' };
}
