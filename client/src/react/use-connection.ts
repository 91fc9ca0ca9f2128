import { useSyncExternalStore } from 'react';
import type { ConnectionStatus } from '../following/status.ts';
import { useParley } from './provider.ts';

/**
 * How fresh what one sees is, over everything that is open.
 *
 * @example
 * const status = useConnection();
 * return status === 'live' ? null : <p role="status">{status}</p>;
 */
export function useConnection(): ConnectionStatus {
  const { connection } = useParley();
  return useSyncExternalStore(connection.onChange, connection.state, connection.state);
}
