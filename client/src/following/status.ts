import type { TransportStatus } from '../connection/transport-status.ts';

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
