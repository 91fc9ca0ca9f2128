import { type RefObject, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createScroller, type Scroller } from './scroller.ts';
import type { Sight } from './sight.ts';

/** A scroller for the box and its first blank. `onSight` may be another function with each render. */
export function useScroller(
  box: RefObject<HTMLElement | null>,
  blank: RefObject<HTMLElement | null>,
  onSight: (sight: Sight) => void,
): Scroller {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const tell = useRef(onSight);
  const [scroller] = useState(() =>
    createScroller({
      redraw: (isUrgent) => (isUrgent ? flushSync(redraw) : redraw()),
      onSight: (sight) => tell.current(sight),
    }),
  );
  useLayoutEffect(() => {
    tell.current = onSight;
  });
  useLayoutEffect(() => {
    return box.current && blank.current ? scroller.attach(box.current, blank.current) : undefined;
  }, [scroller, box, blank]);
  // With every change of what is drawn, whoever made it.
  useLayoutEffect(() => scroller.settle());
  return scroller;
}
