import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** What can be opened, watched and closed: timelines, rosters and their like. */
export interface Opened<State> {
  state(): State;
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Before the first paint, so that what is known already is there with it. A server, which has no layout, never runs effects. */
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Opens something with the component and closes it with it, and anew when `open` is another function: memoize it. `unopened` is the
 * state of the first render, whose effects have not run.
 */
export function useOpened<State, Store extends Opened<State>>(
  open: () => Store,
  unopened: State,
): readonly [state: State, store: Store | null] {
  const [held, setHeld] = useState<{ readonly by: () => Store; readonly store: Store } | null>(null);
  useEarlyEffect(() => {
    const store = open();
    setHeld({ by: open, store });
    return () => store.close();
  }, [open]);
  // What another `open` opened is shown no more, not even for the one render before the effect.
  const store = held?.by === open ? held.store : null;
  const unopenedState = () => unopened;
  const state = useSyncExternalStore(store?.onChange ?? neverChanges, store?.state ?? unopenedState, unopenedState);
  return [state, store];
}

function neverChanges(): () => void {
  return () => {};
}
