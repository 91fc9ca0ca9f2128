import { useEffect, useState } from 'react';
import { type Day, dayOf, msToMidnight } from './days.ts';

/** The reader's own date, also once midnight has passed while the page is open. */
export function useToday(): Day {
  const [today, setToday] = useState(() => dayOf(Date.now()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      setToday(dayOf(Date.now()));
      timer = setTimeout(look, msToMidnight(Date.now()) + 50);
    };
    look();
    // A machine that slept through midnight has slept through its timers too.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return today;
}
