import { type Clock, steadyClock } from './clock.ts';

export interface TypingSignalOptions {
  /** Tells the channel. What comes of it is nobody's concern: the next stroke tells again. */
  send: (channelId: string) => Promise<unknown>;
  /** False = nothing is told: it would come too late. */
  isOnline: () => boolean;
  clock?: Clock;
}

/** Others show it for 5 seconds. */
const everyMs = 3_000;

/** Answers with a function to be called with each stroke: it tells the channel that the person is typing, at most each 3 seconds. */
export function createTypingSignal(options: TypingSignalOptions): (channelId: string) => void {
  const { send, isOnline } = options;
  const clock = steadyClock(options.clock);
  const toldAt = new Map<string, number>();
  return (channelId) => {
    const now = clock.now();
    if (!isOnline() || now - (toldAt.get(channelId) ?? -Infinity) < everyMs) return;
    toldAt.set(channelId, now);
    send(channelId).catch(() => {});
  };
}
