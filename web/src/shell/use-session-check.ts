import type { Parley } from '@parley/client';
import { useConnection } from '@parley/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSessionEnd } from './use-session-end.ts';

/** What is sent takes less; what the service limits waits longer, and is asked about in vain now and then. */
const oddMs = 5_000;

/**
 * Looks into what waits to be sent although there is a connection: the service may take nothing from this session any more, and the socket, which it
 * asked about when it was opened, tells nothing of that. One request each few seconds, as long as something waits.
 */
export function useSessionCheck(parley: Parley): void {
  const { depth } = useSyncExternalStore(parley.outbox.onChange, parley.outbox.state);
  const [failure, setFailure] = useState<unknown>(null);
  const status = useConnection();
  const isOdd = (status === 'live' || status === 'catching-up') && depth > 0;
  useEffect(() => {
    if (!isOdd) return;
    let isCurrent = true;
    const timer = setInterval(() => {
      parley.me().catch((error: unknown) => isCurrent && setFailure(error));
    }, oddMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [parley, isOdd]);
  useSessionEnd(failure);
}
