import { useCallback, useLayoutEffect, useRef } from 'react';

/** One function for good, that does what the latest one does. For what is called by events and effects, not while rendering. */
export function useEvent<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args) => latest.current(...args), []);
}
