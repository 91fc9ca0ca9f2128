import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { isRovingKey, near, nextKey } from './roving.ts';
import type { MessageRow, Rows } from './rows.ts';
import type { Scroller } from './scroller.ts';

interface Options {
  box: RefObject<HTMLElement | null>;
  rows: Rows;
  hasNewer: boolean;
  /** Keys that do something with the message that has the focus. True = it did. */
  act: (key: string, row: MessageRow, element: HTMLElement) => boolean;
}

export interface RovingFocus {
  /** Indexes of rows that must stay drawn wherever the reader is: the one with the focus. */
  kept: readonly number[];
  /** The one row that Tab leads to. */
  tabStop: (isAtEnd: boolean, firstInSight: number) => string | null;
  focus: (key: string) => void;
  onKeyDown: (scroller: Scroller, event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
  /** Called with every change of what is drawn. */
  settle: (scroller: Scroller, tabStop: string | null) => void;
}

/** The list as one tab stop: arrows, Home, End and the page keys move the focus over its messages, Enter leads into one, Escape out. */
export function useRovingFocus({ box, rows, hasNewer, act }: Options): RovingFocus {
  const [active, setActive] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const wanted = useRef<string | null>(null);
  const activeIndex = active === null ? -1 : (rows.indexOf.get(active) ?? -1);

  const focus = (key: string) => {
    wanted.current = key;
    setActive(key);
  };
  return {
    kept: hasFocus && activeIndex >= 0 ? [activeIndex] : [],
    tabStop(isAtEnd, firstInSight) {
      if (hasFocus && activeIndex >= 0) return active;
      return isAtEnd
        ? near(rows, rows.rows.length - 1, -1)
        : (near(rows, firstInSight, 1) ?? near(rows, rows.rows.length - 1, -1));
    },
    focus,
    onKeyDown(scroller, event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const element = target instanceof Element ? target.closest<HTMLElement>('article[data-row]') : null;
      const key = element?.dataset.row;
      if (!element || key === undefined || event.nativeEvent.isComposing) return;
      if (moveInside(event, element)) return event.preventDefault();
      if (isRovingKey(event.key)) {
        event.preventDefault();
        const height = box.current?.clientHeight ?? 0;
        const next = nextKey(rows, key, event.key, scroller.offsets(), height);
        if (next === null) return;
        focus(next);
        if (!hasNewer && next === near(rows, rows.rows.length - 1, -1)) scroller.toEnd();
        else scroller.reveal(next, 'nearest');
        return;
      }
      const row = rows.rows[rows.indexOf.get(key) ?? -1];
      if (target === element && row?.kind === 'message' && act(event.key, row, element)) event.preventDefault();
    },
    onFocus({ target }) {
      setHasFocus(true);
      const key = target.closest<HTMLElement>('article[data-row]')?.dataset.row;
      if (key !== undefined) setActive(key);
    },
    onBlur({ currentTarget, relatedTarget }) {
      setHasFocus(currentTarget.contains(relatedTarget));
    },
    settle(scroller, tabStop) {
      if (wanted.current !== null) {
        const element = scroller.elementOf(wanted.current);
        if (element) {
          wanted.current = null;
          element.focus({ preventScroll: true });
        }
      } else if (hasFocus && document.activeElement === document.body) {
        // What had the focus is gone, and the keyboard with it, unless it goes on from the nearest row.
        const element = tabStop === null ? box.current : scroller.elementOf(tabStop);
        element?.focus({ preventScroll: true });
      }
    },
  };
}

/** Enter leads to the first thing in a row that can be pressed, left and right to the others, Escape back to the row. */
function moveInside(event: KeyboardEvent, row: HTMLElement): boolean {
  const controls = [...row.querySelectorAll<HTMLElement>('button, a[href]')];
  const at = controls.findIndex((control) => control === event.target);
  const isInside = event.target !== row;
  switch (event.key) {
    case 'Enter':
      if (isInside) return false;
      (row.querySelector<HTMLElement>('.row-toolbar button') ?? controls[0])?.focus({ preventScroll: true });
      return true;
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = event.key === 'ArrowRight' ? 1 : -1;
      const to = isInside ? (at + step + controls.length) % controls.length : step > 0 ? 0 : controls.length - 1;
      controls[to]?.focus({ preventScroll: true });
      return controls.length > 0;
    }
    case 'Escape':
      if (isInside) row.focus({ preventScroll: true });
      return isInside;
    default:
      return false;
  }
}

/** Keeps the focus where it was wanted, with every change of what is drawn. */
export function useSettledFocus(roving: RovingFocus, scroller: Scroller, tabStop: string | null): void {
  useLayoutEffect(() => roving.settle(scroller, tabStop));
}
