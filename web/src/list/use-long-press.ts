import { type PointerEvent, useEffect, useRef } from 'react';

/** What a finger rested on, and where in the window. */
export interface Press {
  readonly target: Element;
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
}

/** A little less than a browser takes for its own menu. */
const heldMs = 450;
/** Pixels that a finger trembles by without going anywhere. */
const tremble = 8;

/**
 * Calls `onHeld` once a finger has rested for a while where it came down: iOS never tells of it by `contextmenu`. Answers with what listens,
 * and with `take`, which tells what a finger rests on now and ends the waiting.
 */
export function useLongPress(onHeld: (press: Press) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const press = useRef<Press | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (): Press | null => {
    clearTimeout(timer.current);
    const { current } = press;
    press.current = null;
    return current;
  };
  const listeners = {
    onPointerDown({ target, pointerType, pointerId, isPrimary, clientX: x, clientY: y }: PointerEvent) {
      take();
      if (pointerType !== 'touch' || !isPrimary || !(target instanceof Element)) return;
      press.current = { target, pointerId, x, y };
      timer.current = setTimeout(() => {
        const held = take();
        if (held) onHeld(held);
      }, heldMs);
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { current: from } = press;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > tremble) take();
    },
    onPointerUp: take,
    // It scrolls.
    onPointerCancel: take,
  };
  return { take, listeners };
}
