import type { ConnectionState } from './connection-state.ts';

/**
 * - `idle`: nobody has subscribed.
 * - `reconnecting`: not connected, trying.
 * - `open`: connected.
 * - `offline`: the browser says that there is no network.
 * - `closed`: for good.
 */
export type TransportStatus = 'idle' | 'reconnecting' | 'open' | 'offline' | 'closed';

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
