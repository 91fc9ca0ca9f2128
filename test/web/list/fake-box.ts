import { createScroller, type Scroller } from '../../../web/src/list/scroller.ts';
import { isReadable, noRows, type Rows } from '../../../web/src/list/rows.ts';
import type { Piece } from '../../../web/src/list/window.ts';

/** A list laid out as a browser lays it out, in numbers: rows as high as they are told to be, a scroll position in whole pixels. */
export interface FakeBox {
  /** Draws these rows, as React would: plan, layout, settle, and again while other rows are wanted. */
  draw(rows?: Rows): void;
  /** The reader scrolls; `isHeard` false = its event has not come yet. */
  scroll(by: number, isHeard?: boolean): void;
  hear(): void;
  /** Gives rows and box other sizes, and calls the observer of sizes. */
  resize(part: { height?: number; heights?: ReadonlyMap<string, number> }): void;
  scroller: Scroller;
  heights: Map<string, number>;
  height(): number;
  scrollTop(): number;
  /** How far it can be scrolled. */
  most(): number;
  /** Where the drawn messages are, from the top of the box. */
  tops(): Map<string, number>;
  drawnCount(): number;
  close(): void;
}

export function fakeBox(boxHeight: number, heightOf: (key: string) => number): FakeBox {
  let rows = noRows;
  let pieces: readonly Piece[] = [];
  let height = boxHeight;
  let scrolledTo = 0;
  let resized: () => void = () => {};
  let isRedrawWanted = false;
  let scrollListener: () => void = () => {};
  const heights = new Map<string, number>();
  const blank = { style: { height: '0px' } };
  const removals = new Map<string, () => void>();
  const trueHeight = (key: string) => {
    let known = heights.get(key);
    if (known === undefined) heights.set(key, (known = heightOf(key)));
    return known;
  };

  /** The tops of all that is drawn in the content, and the content's height. */
  const layout = () => {
    const tops = new Map<string, number>();
    let y = 0;
    pieces.forEach((piece, index) => {
      if (piece.kind === 'blank') y += index === 0 ? parseFloat(blank.style.height) : piece.height;
      else {
        const key = rows.rows[piece.index]!.key;
        tops.set(key, y);
        y += trueHeight(key);
      }
    });
    return { tops, total: y };
  };
  const most = () => Math.max(0, Math.round(layout().total - height));
  const box = {
    get clientHeight() {
      return height;
    },
    get scrollHeight() {
      return Math.max(height, Math.round(layout().total));
    },
    get scrollTop() {
      return (scrolledTo = Math.min(scrolledTo, most()));
    },
    set scrollTop(top: number) {
      scrolledTo = Math.max(0, Math.min(Math.round(top), most()));
    },
    getBoundingClientRect: () => ({ top: 0, bottom: height, height }),
    addEventListener: (name: string, listener: () => void) => {
      if (name === 'scroll') scrollListener = listener;
    },
  };
  const elementOf = (key: string) => ({
    isConnected: true,
    children: [],
    getBoundingClientRect: () => {
      const { tops, total } = layout();
      // Fewer rows than the box is high stand at its bottom.
      const top = (tops.get(key) ?? 0) + Math.max(0, height - total) - box.scrollTop;
      return { top, bottom: top + trueHeight(key), height: trueHeight(key) };
    },
  });
  globalThis.ResizeObserver = class {
    constructor(listener: ResizeObserverCallback) {
      resized = () => listener([], this);
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.requestAnimationFrame = (act) => setTimeout(act, 16) as unknown as number;
  globalThis.cancelAnimationFrame = (handle) => clearTimeout(handle);

  const scroller = createScroller({
    redraw: (isUrgent) => {
      isRedrawWanted = true;
      if (isUrgent) draw();
    },
    onSight: () => {},
  });
  // Of an element, the scroller uses what is above and nothing else.
  const detach = scroller.attach(box as unknown as HTMLElement, blank as unknown as HTMLElement);

  function draw(next: Rows = rows): void {
    rows = next;
    for (let turn = 0; turn === 0 || isRedrawWanted; turn += 1) {
      if (turn > 20) throw new Error('The list does not come to rest.');
      isRedrawWanted = false;
      pieces = scroller.plan(rows, [], false);
      const drawn = new Set(pieces.flatMap((piece) => (piece.kind === 'row' ? [rows.rows[piece.index]!.key] : [])));
      for (const [key, remove] of removals) {
        if (drawn.has(key)) continue;
        remove();
        removals.delete(key);
      }
      for (const key of drawn) {
        if (!removals.has(key)) removals.set(key, scroller.row(key, elementOf(key) as unknown as HTMLElement));
      }
      scroller.settle();
    }
  }
  return {
    draw,
    scroll(by, isHeard = true) {
      box.scrollTop += by;
      if (isHeard) scrollListener();
    },
    hear: () => scrollListener(),
    resize(part) {
      height = part.height ?? height;
      for (const [key, value] of part.heights ?? []) heights.set(key, value);
      resized();
    },
    scroller,
    heights,
    height: () => height,
    scrollTop: () => box.scrollTop,
    most,
    tops() {
      const { tops, total } = layout();
      const shift = Math.max(0, height - total) - box.scrollTop;
      return new Map(
        rows.rows.flatMap((row) => {
          const top = tops.get(row.key);
          return isReadable(row) && top !== undefined ? [[row.key, top + shift] as const] : [];
        }),
      );
    },
    drawnCount: () => removals.size,
    close: detach,
  };
}
