import type { Parley } from './parley.ts';
import type { Reading } from './reading.ts';

/**
 * What a person tells by reading and by writing, whose code is loaded once there is something to tell. Where it can not be loaded, what was
 * read is kept and tried with the next word, or by `retry`; of typing the next stroke tells.
 */
export function lateReading(
  known: () => Reading | undefined,
  load: () => Promise<Reading>,
): Pick<Parley, 'markRead' | 'typing'> & { retry(): void } {
  const read = new Map<string, number>();
  let isLoading = false;

  function open(): void {
    if (isLoading) return;
    isLoading = true;
    load()
      .then((reading) => {
        for (const [channelId, seq] of read) reading.markRead(channelId, seq);
        read.clear();
      })
      .catch(() => {})
      .finally(() => (isLoading = false));
  }

  return {
    markRead(channelId, seq) {
      const reading = known();
      if (reading) return reading.markRead(channelId, seq);
      read.set(channelId, Math.max(seq, read.get(channelId) ?? 0));
      open();
    },
    typing(channelId) {
      const reading = known();
      if (reading) reading.typing(channelId);
      else open();
    },
    retry() {
      if (read.size > 0) open();
    },
  };
}
