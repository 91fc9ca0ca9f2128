import { useEffect, useRef, useState } from 'react';
import { sayError } from '../shell/say-error.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';

export interface Task {
  isBusy: boolean;
  /** Why the last one failed, in words. Null = it did not. */
  problem: string | null;
  /**
   * Acts, and then does what follows from the answer for the page: nothing where what asked has gone meanwhile, as whoever closed a dialog is
   * doing something else by then.
   */
  run: <Answer>(act: () => Promise<Answer>, then?: (answer: Answer) => unknown) => Promise<void>;
}

/** Something that the service is asked to do: one at a time, and what it refuses in words. */
export function useTask(): Task {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  useSessionEnd(failure);
  return {
    isBusy,
    problem: failure === null ? null : sayError(failure),
    async run(act, then) {
      if (isBusy) return;
      setBusy(true);
      setFailure(null);
      try {
        const answer = await act();
        if (isHere.current) await then?.(answer);
      } catch (error) {
        setFailure(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
