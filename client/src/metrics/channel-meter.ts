import type { ChannelMeter, LossCause, ParleyMetric } from '../metric.ts';

export interface ChannelMeterOptions {
  note: (metric: ParleyMetric) => void;
  now: () => number;
  /** Why the connection was last lost. */
  cause: () => LossCause;
}

/** Makes times of one channel's changes. */
export function createChannelMeter({ note, now, cause }: ChannelMeterOptions): ChannelMeter {
  let isConnected = false;
  let isLive = false;
  let hasBeenLive = false;
  /** Null = it was not lost, or has never been live. */
  let lostAt: number | null = null;
  let acknowledgedAt: number | null = null;
  let holeSince: number | null = null;

  return {
    status(status) {
      const at = now();
      const wasConnected = isConnected;
      isLive = status === 'live';
      isConnected = isLive || status === 'catching-up';
      if (wasConnected && !isConnected && hasBeenLive) lostAt ??= at;
      // Whoever is live and finds a hole catches up too, and has not begun anew.
      if (!wasConnected && status === 'catching-up') acknowledgedAt = at;
      if (!isLive) return;
      hasBeenLive = true;
      if (acknowledgedAt !== null) {
        note({ name: 'sync-time', value: at - acknowledgedAt });
        if (lostAt !== null) note({ name: 'reconnect-time', value: at - lostAt, why: cause() });
      }
      // What the browser alone called offline was never lost.
      lostAt = null;
      acknowledgedAt = null;
    },
    hole(isOpen) {
      if (isOpen && holeSince === null && isLive) {
        holeSince = now();
        note({ name: 'gap-found' });
      }
      if (!isOpen && holeSince !== null) {
        note({ name: 'gap-closed', value: now() - holeSince });
        holeSince = null;
      }
    },
  };
}
