/**
 * How fresh what one sees is.
 *
 * ```
 *  offline ⇄ reconnecting ─acknowledged─► catching-up ─loaded─► live
 *     ▲           ▲                            │                 │
 *     └───────────┴────────────────lost────────┴─────────────────┘
 * ```
 *
 * - `offline`: no network, or the service refused for good. Nothing is under way.
 * - `reconnecting`: not connected, trying. So it begins.
 * - `catching-up`: connected; what may have been missed is being loaded.
 * - `live`: connected and caught up.
 */
export type ConnectionStatus = 'offline' | 'reconnecting' | 'catching-up' | 'live';
