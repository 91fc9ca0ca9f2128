import { type RefObject, useEffect, useState } from 'react';
import type { Day } from './days.ts';
import { sayDay } from './say-time.ts';

/** How long it stands after the last movement. */
const standsMs = 1_500;

interface Props {
  box: RefObject<HTMLElement | null>;
  /** Null = there is nothing to say. */
  day: Day | null;
  today: Day;
}

/** The day of what is in sight, while it moves and a moment longer. For the eye alone: the lines between days are there for everyone. */
export function FloatingDay({ box, day, today }: Props) {
  const isMoving = useMoving(box);
  if (day === null || !isMoving) return null;
  return (
    <p className="floating-day" aria-hidden="true">
      {sayDay(day, today)}
    </p>
  );
}

function useMoving(box: RefObject<HTMLElement | null>): boolean {
  const [isMoving, setMoving] = useState(false);
  useEffect(() => {
    const element = box.current;
    let timer: ReturnType<typeof setTimeout>;
    const moved = () => {
      clearTimeout(timer);
      setMoving(true);
      timer = setTimeout(() => setMoving(false), standsMs);
    };
    element?.addEventListener('scroll', moved, { passive: true });
    return () => {
      clearTimeout(timer);
      element?.removeEventListener('scroll', moved);
    };
  }, [box]);
  return isMoving;
}
