import type { SubscriptionListener, SubscriptionRequest } from '../realtime-transport.ts';

/** One subscription in the book, over all its starts on all connections. */
export interface Entry {
  readonly request: SubscriptionRequest;
  readonly listener: SubscriptionListener;
  /** Of the last start, until it is taken back. Null = not started on this connection. */
  id: string | null;
  isSent: boolean;
  phase: 'waiting' | 'starting' | 'in-effect' | 'backing-off' | 'ended';
  /** Starts that failed since it was last in effect. */
  failures: number;
  /** When the service first refused its token since it was last in effect. */
  refusedAt: number | null;
  isRefreshed: boolean;
  stopTimer: () => void;
}

export function newEntry(request: SubscriptionRequest, listener: SubscriptionListener): Entry {
  return {
    request,
    listener,
    id: null,
    isSent: false,
    phase: 'waiting',
    failures: 0,
    refusedAt: null,
    isRefreshed: false,
    stopTimer: () => {},
  };
}
