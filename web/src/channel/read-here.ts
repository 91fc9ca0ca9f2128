import type { MyChannel, Parley } from '@parley/client';

/**
 * How far the reader has read in this window, by channel. The sidebar shows what was loaded first until that is kept fresh: without this a channel
 * that opens with the page would call for its reader while they look at it.
 */
export interface ReadHere {
  /** Positions, by channel. The same object until something changes. */
  state(): ReadonlyMap<string, number>;
  note(channelId: string, seq: number): void;
  onChange(listener: () => void): () => void;
}

const known = new WeakMap<Parley, ReadHere>();

export function readHereOf(parley: Parley): ReadHere {
  const made = known.get(parley) ?? createReadHere();
  known.set(parley, made);
  return made;
}

/** A channel as it was loaded, after that much of it was read: all of it, or it stays as it is. */
export function asRead(row: MyChannel, seq: number | undefined): MyChannel {
  if (seq === undefined || seq < row.channel.headSeq || row.unreadCount === 0) return row;
  return { ...row, lastReadSeq: Math.max(row.lastReadSeq, seq), unreadCount: 0, isMentioned: false };
}

function createReadHere(): ReadHere {
  const listeners = new Set<() => void>();
  let read: ReadonlyMap<string, number> = new Map();
  return {
    state: () => read,
    note(channelId, seq) {
      if (seq <= (read.get(channelId) ?? 0)) return;
      read = new Map(read).set(channelId, seq);
      for (const listener of [...listeners]) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
