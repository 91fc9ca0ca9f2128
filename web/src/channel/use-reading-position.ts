import type { Message } from '@parley/client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** How far from its end, in pixels, a list still counts as read to the end. */
const endTolerance = 48;

interface Anchor {
  id: string;
  /** Pixels from the top of the box to the top of the message. */
  top: number;
}

/**
 * Keeps what is being read where it is while messages come in above or below. Whoever is at the end stays there, and each new
 * value of `endRequests` leads there.
 */
export function useReadingPosition(
  boxRef: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  endRequests: number,
): void {
  const isAtEnd = useRef(true);
  const anchor = useRef<Anchor | null>(null);

  useLayoutEffect(() => {
    isAtEnd.current = true;
  }, [endRequests]);

  useLayoutEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    else if (anchor.current) keepInPlace(box, anchor.current);
    anchor.current = topmost(box);
  }, [boxRef, messages, endRequests]);

  useEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    const remember = () => {
      isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight <= endTolerance;
      anchor.current = topmost(box);
    };
    // A growing composer, a phone's keyboard, a turned screen.
    const resized = new ResizeObserver(() => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
      else if (anchor.current) keepInPlace(box, anchor.current);
    });
    box.addEventListener('scroll', remember, { passive: true });
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', remember);
      resized.disconnect();
    };
  }, [boxRef]);
}

function keepInPlace(box: HTMLElement, { id, top }: Anchor): void {
  const message = box.querySelector(`[data-message="${CSS.escape(id)}"]`);
  if (message) box.scrollTop += topWithin(box, message) - top;
}

/** The first message that is at least partly in view. */
function topmost(box: HTMLElement): Anchor | null {
  const messages = box.querySelectorAll<HTMLElement>('[data-message]');
  let low = 0;
  let high = messages.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    if (message && topWithin(box, message) + message.offsetHeight > 0) high = middle;
    else low = middle + 1;
  }
  const message = messages[low];
  return message ? { id: message.dataset['message'] ?? '', top: topWithin(box, message) } : null;
}

function topWithin(box: HTMLElement, message: Element): number {
  return message.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
