import type { TransportStatus } from '../transport/realtime-transport.ts';
import type { ConnectionState } from './connection-state.ts';

/**
 * How fresh what one sees is.
 *
 * ```
 *  offline ⇄ reconnecting ─acknowledged─► catching-up ─loaded─► live
 *     ▲           ▲                            │                 │
 *     └───────────┴────────────────lost────────┴─────────────────┘
 * ```
 *
 * - `offline`: no network, or the service refused for good.
 * - `reconnecting`: not connected, trying. So it begins.
 * - `catching-up`: connected; what may have been missed is being loaded.
 * - `live`: connected and caught up.
 */
export type ConnectionStatus = 'offline' | 'reconnecting' | 'catching-up' | 'live';

/** One subscription's status: what the connection is, and how far the subscription has come on it. */
export function connectionStatus(
  transport: TransportStatus,
  { isAcknowledged, isCaughtUp }: { isAcknowledged: boolean; isCaughtUp: boolean },
): ConnectionStatus {
  if (transport === 'offline' || transport === 'closed') return 'offline';
  if (transport !== 'open' || !isAcknowledged) return 'reconnecting';
  return isCaughtUp ? 'live' : 'catching-up';
}

/** What the ten states mean to others. */
export function transportStatus({ name, hasNetwork }: ConnectionState): TransportStatus {
  switch (name) {
    case 'idle':
    case 'closed':
      return name;
    case 'open':
      return 'open';
    case 'probing':
      // A connection is presumed well, except where the browser has just said that it is not.
      return hasNetwork ? 'open' : 'offline';
    case 'offline':
    case 'suspended':
      return 'offline';
    case 'authenticating':
    case 'refreshing':
    case 'connecting':
    case 'backing-off':
      // A try against the browser's word, should that be wrong, is not worth a word.
      return hasNetwork ? 'reconnecting' : 'offline';
    default:
      return name satisfies never;
  }
}
