import type { DrawnRows } from './drawn-rows.ts';

export interface BoxEvents {
  /** Something scrolled the box. */
  onScroll: () => void;
  /** Fingers touch the box, or have left it. */
  onTouch: (isTouching: boolean) => void;
  /** The box or a drawn row has another size, and nothing of it has been painted yet. */
  onResize: () => void;
  /** The frame after that. Rows that were added before would be measured too late. */
  onResized: () => void;
}

/** Tells what happens to the box of a list, until the function that it answers with is called. */
export function watchBox(box: HTMLElement, drawn: DrawnRows, events: BoxEvents): () => void {
  let frame = 0;
  const unwatch = drawn.watch(box, () => {
    events.onResize();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(events.onResized);
  });
  const ended = new AbortController();
  const options = { passive: true, signal: ended.signal };
  box.addEventListener('scroll', events.onScroll, options);
  for (const name of ['touchstart', 'touchend', 'touchcancel'] as const) {
    box.addEventListener(name, ({ touches }) => events.onTouch(touches.length > 0), options);
  }
  return () => {
    unwatch();
    ended.abort();
    cancelAnimationFrame(frame);
  };
}

/** Pixels that can still be scrolled down. */
export function belowOf(box: Element): number {
  return box.scrollHeight - box.clientHeight - box.scrollTop;
}
