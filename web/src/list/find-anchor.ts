import type { DrawnRows } from './drawn-rows.ts';
import { isReadable, type Row } from './rows.ts';

/** The row that what is in sight is kept in place by. */
export interface FoundAnchor {
  readonly key: string;
  /** Pixels from the top of the box to the top of the row. */
  readonly top: number;
  readonly part: AnchorPart | null;
}

/** The block inside the row that the top of the box runs through: what grows above it in the row moves nothing either. */
export interface AnchorPart {
  readonly element: Element;
  readonly top: number;
}

/**
 * The first message that begins in sight: what changes in the one that is cut off above it then goes out of sight. Where that one fills
 * most of the box, it is what is being read, and the anchor. Null = no drawn message is in sight.
 */
export function findAnchor(box: Element, rows: readonly Row[], drawn: DrawnRows): FoundAnchor | null {
  const { top: boxTop, height } = box.getBoundingClientRect();
  let cut: { key: string; element: HTMLElement; top: number } | null = null;
  for (const row of rows) {
    const element = isReadable(row) ? drawn.elementOf(row.key) : undefined;
    if (!element) continue;
    const rect = element.getBoundingClientRect();
    const top = rect.top - boxTop;
    if (top >= (cut ? height / 2 : height)) break;
    if (top >= -1) return { key: row.key, top, part: null };
    if (rect.bottom > boxTop) cut = { key: row.key, element, top };
  }
  if (!cut) return null;
  const part = partAt(cut.element, boxTop);
  return {
    key: cut.key,
    top: cut.top,
    part: part && { element: part, top: part.getBoundingClientRect().top - boxTop },
  };
}

/** The smallest block of a row that the line at `y` runs through, or the first below it. */
function partAt(row: Element, y: number): Element | null {
  let part: Element | null = null;
  let inside: Element | null = row;
  while (inside) {
    const next: Element | undefined = [...inside.children].find(
      (child) => !child.hasAttribute('data-floating') && child.getBoundingClientRect().bottom > y + 1,
    );
    if (!next) break;
    part = next;
    inside = next.getBoundingClientRect().top < y ? next : null;
  }
  return part;
}
