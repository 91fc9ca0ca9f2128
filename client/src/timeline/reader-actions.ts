import type { ReaderActions } from './channel-timeline.ts';
import { shownRun, type Timeline } from './timeline.ts';

/** Where they go. */
export interface ReaderPort {
  markRead(channelId: string, seq: number): void;
  typing(channelId: string): void;
}

/** What a person does by reading and writing in one channel, of which `timeline` is shown. */
export function readerActions(timeline: () => Timeline, channelId: string, port: ReaderPort): ReaderActions {
  return {
    markRead(seq = Infinity) {
      const now = timeline();
      const last = now.messages.at(-1)?.seq ?? 0;
      const isWhole = shownRun(now)?.through === Infinity && now.shownThrough === Infinity;
      // Whoever has read the newest message has read what happened since as well: so the marker stands at the head.
      const all = isWhole ? Math.max(last, now.position.through ?? 0) : last;
      const read = seq >= last ? all : seq;
      if (read > 0) port.markRead(channelId, read);
    },
    typing: () => port.typing(channelId),
  };
}
