import { createDrawnRows } from './drawn-rows.ts';
import { type AnchorPart, findAnchor } from './find-anchor.ts';
import { corrected, isAtEndAfter, type Place, survived } from './place.ts';
import { isReadable, noRows, type Rows } from './rows.ts';
import type { Sight } from './sight.ts';
import { belowOf, watchBox } from './watch-box.ts';
import { indexAt, movedSpan, offsetsOf, type Piece, piecesOf, type Span, spanFor } from './window.ts';

/** Decides which rows are drawn, and keeps the reader where they are. It moves the box's scroll position and nothing else of the page. */
export interface Scroller {
  /** What to draw now, the rows at the indexes `kept` among it. Called while rendering; asked the same again, it answers the same. */
  plan(rows: Rows, kept: readonly number[], hasNewer: boolean): readonly Piece[];
  /** The box and the blank above all drawn rows, from now until the function that it answers with is called. */
  attach(box: HTMLElement, blank: HTMLElement): () => void;
  /** A drawn row's element, likewise. */
  row(key: string, element: HTMLElement): () => void;
  /** Puts the reader back where they were. Called after every change of what is drawn. */
  settle(): void;
  elementOf(key: string): HTMLElement | undefined;
  offsets(): Float64Array;
  toEnd(): void;
  /** Goes to a row: it stands in the middle of the box, or just so far in it that all of it is in sight. */
  reveal(key: string, where: 'middle' | 'nearest'): void;
}

export interface ScrollerOptions {
  /** Other rows are to be drawn: plan again, at once where `isUrgent`. */
  redraw: (isUrgent: boolean) => void;
  /** The reader, or what they look at, has moved. */
  onSight: (sight: Sight) => void;
}

/** A pause in scrolling that is taken for its end: longer than the steps of any wheel. */
const restMs = 150;
/** What is left free above and below a row that was gone to, in pixels; below it stands the way to the newest. */
const margin = 12;
const marginBelow = 52;

export function createScroller({ redraw, onSight }: ScrollerOptions): Scroller {
  const drawn = createDrawnRows();
  let box: HTMLElement | null = null;
  let blank: HTMLElement | null = null;

  let list = noRows;
  let hasNewer = false;
  let offsets = offsetsOf([], drawn.heightOf);
  let span: Span = { start: 0, end: 0 };
  let firstDrawn = 0;

  let place: Place = { kind: 'end' };
  let part: AnchorPart | null = null;
  /** The anchor is to be in the middle as soon as its height is known. */
  let isCentring = false;
  let drift = 0;
  /** The scroll position that was last seen or set: any other one is the reader's doing. */
  let lastTop = 0;
  /** Pixels of the reader's doing that were taken in before their event came. */
  let adopted = 0;
  let isTouching = false;
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  const isScrolling = () => restTimer !== undefined || isTouching;

  function plan(rows: Rows, kept: readonly number[], more: boolean): readonly Piece[] {
    hasNewer = more;
    if (rows !== list) {
      const survivor = survived(place, list, offsets, rows);
      if (survivor !== place) part = null;
      place = survivor;
      span = movedSpan(span, list, rows);
      list = rows;
      offsets = offsetsOf(rows.rows, drawn.heightOf);
    }
    const anchor = place.kind === 'anchor' ? (rows.indexOf.get(place.key) ?? -1) : -1;
    const { top, bottom } = inSight();
    span = spanFor(offsets, top, bottom, span);
    const pieces = piecesOf(span, [...kept, anchor], offsets);
    const first = pieces[1];
    firstDrawn = first?.kind === 'row' ? first.index : 0;
    return pieces;
  }

  /** Where in the list the box is. */
  function inSight(): { top: number; bottom: number } {
    const height = box?.clientHeight ?? 0;
    const end = offsets[offsets.length - 1]!;
    const top = place.kind === 'end' ? end - height : offsets[list.indexOf.get(place.key) ?? 0]! - place.top;
    return { top, bottom: top + height };
  }

  function settle(): void {
    if (!box) return;
    if (drawn.measure(list)) offsets = offsetsOf(list.rows, drawn.heightOf);
    adoptScroll();
    const above = offsets[firstDrawn]!;
    if (place.kind === 'end') {
      drift = 0;
      setBlank(above);
      scrollTo(box.scrollHeight);
    } else {
      // A blank can not be less than nothing: what it gave too much shows now, and is made up for below.
      drift = Math.max(drift, -above);
      setBlank(above + drift);
      hold(above);
      lookAgain();
    }
    tell();
  }

  /** Gets the anchor back to where it should be. */
  function hold(above: number): void {
    const element = place.kind === 'anchor' ? drawn.elementOf(place.key) : undefined;
    if (!box || !element || place.kind !== 'anchor') return;
    const boxTop = box.getBoundingClientRect().top;
    if (isCentring) place = { ...place, top: middleTop(element.getBoundingClientRect().height) };
    const held = part?.element.isConnected ? part : { element, top: place.top };
    const by = held.element.getBoundingClientRect().top - boxTop - held.top;
    if (Math.abs(by) >= 0.5 || (Math.abs(drift) >= 0.5 && !isScrolling())) {
      const next = corrected({ by, drift, above, isScrolling: isScrolling() });
      // Read first: a blank that shrinks may leave less to scroll than that, until the position is written.
      const from = box.scrollTop;
      drift = next.drift;
      setBlank(above + drift);
      if (next.scrollBy !== 0) scrollTo(from + next.scrollBy);
      // What is lost to whole pixels the blank makes up for, where it can, so that it never adds up.
      const lost = next.scrollBy === 0 ? 0 : from + next.scrollBy - box.scrollTop;
      if (Math.abs(lost) < 1 && above + drift - lost >= 0) {
        drift -= lost;
        setBlank(above + drift);
      }
    }
    const top = element.getBoundingClientRect().top - boxTop;
    const isReached = Math.abs(top - place.top) <= 1;
    const isWhole = box.scrollTop === 0 || !isReached;
    if (isWhole && !hasNewer && span.end === list.rows.length && belowOf(box) <= 1) {
      // There is nothing further down: who is held back by the end is at the end.
      place = { kind: 'end' };
      part = null;
    } else if (held === part || !isReached) {
      // What can not be reached is not wished for any longer; and what moved inside the row is where it is now.
      place = { ...place, top };
    }
  }

  /** What comes into sight above the anchor is the anchor from then on. What was gone to stays it until the reader scrolls. */
  function lookAgain(): void {
    if (!box || place.kind === 'end' || isCentring) return;
    const found = findAnchor(box, drawnRows(), drawn);
    if (!found || found.key === place.key) return;
    place = { kind: 'anchor', key: found.key, top: found.top };
    part = found.part;
  }

  /** Takes in what the reader scrolled since the last time, before its event has come. */
  function adoptScroll(): void {
    if (!box) return;
    const by = box.scrollTop - lastTop;
    if (Math.abs(by) < 1) return;
    const toEnd = belowOf(box);
    lastTop = box.scrollTop;
    // The browser's own doing: there is less to scroll than there was.
    if (by < 0 && toEnd <= 1) return;
    adopted += by;
    isCentring = false;
    if (place.kind === 'anchor') {
      place = { ...place, top: place.top - by };
      if (part) part = { ...part, top: part.top - by };
    } else if (!isAtEndAfter(true, { by, toEnd, hasNewer })) choose();
  }

  function scrolled(): void {
    if (!box || Math.abs(box.scrollTop - lastTop + adopted) < 1) return;
    rest();
    // First everything back to where it should be, so that what just grew is not taken for what the reader did.
    settle();
    const by = adopted;
    adopted = 0;
    if (place.kind === 'anchor') {
      if (isAtEndAfter(false, { by, toEnd: belowOf(box), hasNewer })) place = { kind: 'end' };
      else choose();
    }
    cover(true);
    tell();
  }

  /** Makes what is in sight the anchor. */
  function choose(): void {
    if (!box) return;
    const found = findAnchor(box, drawnRows(), drawn);
    part = found?.part ?? null;
    if (found) {
      place = { kind: 'anchor', key: found.key, top: found.top };
      return;
    }
    // In the midst of a blank: what is thought to be there.
    const at = indexAt(offsets, box.scrollTop - drift);
    const index = [at, at + 1, at - 1, at + 2, at - 2].find((near) => isReadable(list.rows[near]));
    const row = index === undefined ? undefined : list.rows[index];
    if (index !== undefined && row) {
      place = { kind: 'anchor', key: row.key, top: offsets[index]! + drift - box.scrollTop };
    }
  }

  function drawnRows() {
    return list.rows.slice(Math.min(firstDrawn, span.start), span.end);
  }

  /** Draws other rows where those that are drawn do not cover what is in sight. */
  function cover(isUrgent: boolean): void {
    const { top, bottom } = inSight();
    if (spanFor(offsets, top, bottom, span) !== span) redraw(isUrgent);
  }

  function rest(): void {
    clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      restTimer = undefined;
      settle();
      cover(true);
    }, restMs);
  }

  function setBlank(height: number): void {
    if (blank) blank.style.height = `${Math.max(0, height)}px`;
  }

  function scrollTo(top: number): void {
    if (!box) return;
    box.scrollTop = top;
    lastTop = box.scrollTop;
  }

  function tell(): void {
    // A list that is hidden shows nothing, and asks for nothing.
    if (!box || box.clientHeight === 0) return;
    const { top, bottom } = inSight();
    onSight({
      isAtEnd: place.kind === 'end',
      first: indexAt(offsets, top),
      last: indexAt(offsets, bottom - 1),
      above: box.scrollTop,
      below: belowOf(box),
    });
  }

  function middleTop(height: number): number {
    return Math.max(margin, ((box?.clientHeight ?? 0) - height) / 2);
  }

  return {
    plan,
    settle() {
      settle();
      cover(false);
    },
    attach(theBox, theBlank) {
      box = theBox;
      blank = theBlank;
      lastTop = box.scrollTop;
      const unwatch = watchBox(box, drawn, {
        onScroll: scrolled,
        onTouch(isDown) {
          isTouching = isDown;
          rest();
        },
        onResize: settle,
        onResized: () => cover(true),
      });
      return () => {
        unwatch();
        clearTimeout(restTimer);
        restTimer = undefined;
        box = blank = null;
      };
    },
    row: (key, element) => drawn.add(key, element),
    elementOf: (key) => drawn.elementOf(key),
    offsets: () => offsets,
    toEnd() {
      place = { kind: 'end' };
      part = null;
      isCentring = false;
      redraw(false);
    },
    reveal(key, where) {
      const index = list.indexOf.get(key);
      const row = index === undefined ? undefined : list.rows[index];
      if (index === undefined || !row || !box) return;
      const height = drawn.heightOf(row);
      const top = offsets[index]! - inSight().top;
      const isBelow = top + height > box.clientHeight - marginBelow;
      isCentring = where === 'middle';
      if (!isCentring && top >= margin && !isBelow) return;
      part = null;
      const nearestTop = top < margin ? margin : Math.max(margin, box.clientHeight - height - marginBelow);
      place = { kind: 'anchor', key, top: isCentring ? middleTop(height) : nearestTop };
      redraw(false);
    },
  };
}
