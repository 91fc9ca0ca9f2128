import { type DependencyList, useCallback, useEffect, useState } from 'react';

export type Loaded<Value> =
  { status: 'loading' } | { status: 'loaded'; value: Value } | { status: 'failed'; error: unknown; retry: () => void };

/** Loads when mounted and whenever `dependencies` change. What an earlier load answers late is dropped. */
export function useLoaded<Value>(load: () => Promise<Value>, dependencies: DependencyList): Loaded<Value> {
  const [tries, setTries] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<Value>>({ status: 'loading' });
  const retry = useCallback(() => setTries((count) => count + 1), []);
  useEffect(() => {
    let isCurrent = true;
    setLoaded({ status: 'loading' });
    load().then(
      (value) => isCurrent && setLoaded({ status: 'loaded', value }),
      (error: unknown) => isCurrent && setLoaded({ status: 'failed', error, retry }),
    );
    return () => {
      isCurrent = false;
    };
    // `load` is a new function each time; `dependencies` says what it depends on.
  }, [...dependencies, tries, retry]);
  return loaded;
}
