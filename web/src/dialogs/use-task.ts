import { useState } from 'react';
import { sayError } from '../shell/say-error.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';

export interface Task {
  isBusy: boolean;
  /** Why the last one failed, in words. Null = it did not. */
  problem: string | null;
  run: (act: () => Promise<void>) => Promise<void>;
}

/** Something that the service is asked to do: one at a time, and what it refuses in words. */
export function useTask(): Task {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useSessionEnd(failure);
  return {
    isBusy,
    problem: failure === null ? null : sayError(failure),
    async run(act) {
      if (isBusy) return;
      setBusy(true);
      setFailure(null);
      try {
        await act();
      } catch (error) {
        setFailure(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
