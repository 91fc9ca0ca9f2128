import type { TransportStatus } from '../connection/transport-status.ts';
import { tellAll } from '../tell-all.ts';
import type { ConnectionStatus } from './status.ts';

/** How fresh everything is that is open. Made for `useSyncExternalStore` and its like. */
export interface ConnectionStore {
  state(): ConnectionStatus;
  /** Calls `listener` after each change, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
}

/** Something open that has a status of its own. */
export interface Watched {
  state(): { readonly status: ConnectionStatus; readonly error: unknown };
  onChange(listener: () => void): () => void;
}

/** The last of these that something open is in. */
const byTruth: readonly ConnectionStatus[] = ['live', 'catching-up', 'reconnecting', 'offline'];

/**
 * The worst status of all that is watched: `live` is said only where all of it is. What has ended for good does not count, but where it is
 * all there is, `offline` is said. Where nothing is watched, that of the transport alone. To be closed after the transport.
 */
export function createOverallStatus(transport: {
  status(): TransportStatus;
  onStatus(listener: () => void): () => void;
}): ConnectionStore & { watch(store: Watched): () => void; close(): void } {
  const watched = new Set<Watched>();
  const listeners = new Set<() => void>();
  let shown = now();
  const stop = transport.onStatus(look);

  function now(): ConnectionStatus {
    const statuses = [...watched].map((store) => store.state()).flatMap(({ status, error }) => (error ? [] : [status]));
    const worst = byTruth.findLast((status) => statuses.includes(status));
    // Nothing tries any more where all of it has ended.
    return worst ?? (watched.size > 0 ? 'offline' : alone(transport.status()));
  }

  function look(): void {
    const next = now();
    if (next === shown) return;
    shown = next;
    tellAll(listeners);
  }

  return {
    state: () => shown,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch(store) {
      watched.add(store);
      const stopListening = store.onChange(look);
      look();
      return () => {
        stopListening();
        watched.delete(store);
        look();
      };
    },
    close() {
      stop();
      watched.clear();
      look();
    },
  };
}

function alone(status: TransportStatus): ConnectionStatus {
  if (status === 'open') return 'live';
  return status === 'idle' || status === 'reconnecting' ? 'reconnecting' : 'offline';
}
