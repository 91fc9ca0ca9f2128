import { useLayoutEffect, useMemo, useRef } from 'react';
import type { MessageListActions } from './message-list-props.ts';

/** The same actions as one object for as long as the same ones are offered, so that a host may make them anew with each render. */
export function useLastingActions(actions: MessageListActions): MessageListActions {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const offered = Object.entries(actions)
    .flatMap(([name, action]) => (action ? [name] : []))
    .sort()
    .join();
  return useMemo(() => {
    const lasting = offered.split(',').map((name) => [
      name,
      // Each is called with what its own type says: the names are those of the same interface.
      (...args: never[]) =>
        (latest.current[name as keyof MessageListActions] as (...args: never[]) => unknown)(...args),
    ]);
    return Object.fromEntries(offered ? lasting : []) as MessageListActions;
  }, [offered]);
}
