import { onInboxEvent, type OnInboxEventSubscription } from '../../../generated/operations.ts';
import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { type Clock, systemClock } from '../clock.ts';
import { isFinal, type MessagingError } from '../errors.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import { deafMs, type Feed, type Feeds } from './feeds.ts';
import { type ConnectionStatus, connectionStatus } from './status.ts';

/** What concerns one person, wherever it happens. */
export type InboxEvent = NonNullable<OnInboxEventSubscription['onInboxEvent']>;

export interface InboxListener {
  /** Delivery is at most once and in no promised order. */
  onEvent(event: InboxEvent): void;
  /** The status, at once and after each change. */
  onStatus(status: ConnectionStatus): void;
  /**
   * Loads what may have been missed: after every acknowledgement, a moment after it, and on every doubt, since an inbox has no positions
   * that would show a gap. It has to try again by itself; where it rejects, the subscription ends with that error.
   */
  catchUp(): Promise<void>;
  /** The subscription has ended for good. */
  onError(error: MessagingError): void;
}

/** Follows one person's inbox until the function that it answers with is called. Throws at once where there is no `WebSocket`. */
export function followInbox(
  { transport, feeds, clock = systemClock }: { transport: RealtimeTransport; feeds: Feeds; clock?: Clock },
  userId: string,
  listener: InboxListener,
): () => void {
  let status: ConnectionStatus | undefined;
  let isAcknowledged = false;
  let isCaughtUp = false;
  let hasEnded = false;
  /** Counts what makes a running catch-up stale. */
  let round = 0;
  /** Ends without an acknowledgement between them. */
  let ends = 0;
  let stopTimer = () => {};

  function showStatus(next = connectionStatus(transport.status(), { isAcknowledged, isCaughtUp })): void {
    if (hasEnded || status === next) return;
    status = next;
    listener.onStatus(next);
  }

  function later(ms: number, then: () => void): void {
    stopTimer();
    stopTimer = clock.after(ms, then);
  }

  function lose(): void {
    round += 1;
    isAcknowledged = false;
    isCaughtUp = false;
    stopTimer();
    showStatus();
  }

  async function catchUp(): Promise<void> {
    const current = round;
    try {
      await listener.catchUp();
    } catch (failure) {
      if (!hasEnded) end(classifyFailure(failure));
      return;
    }
    if (current !== round || !isAcknowledged) return;
    isCaughtUp = true;
    showStatus();
  }

  function stop(): void {
    hasEnded = true;
    round += 1;
    stopTimer();
    stopStatus();
    feed.leave();
  }

  function end(error: MessagingError): void {
    if (hasEnded) return;
    showStatus('offline');
    stop();
    listener.onError(error);
  }

  const feed: Feed = feeds.join(
    { userId, query: onInboxEvent },
    {
      onAcknowledged() {
        round += 1;
        ends = 0;
        isAcknowledged = true;
        isCaughtUp = false;
        showStatus();
        void catchUp();
        later(deafMs, () => void catchUp());
      },
      onData(data) {
        // The document asks for this field, typed by the schema that it is generated from.
        const { onInboxEvent: event } = data as OnInboxEventSubscription;
        if (event) listener.onEvent(event);
        else void catchUp();
      },
      onDoubt: () => void catchUp(),
      onLost: lose,
      onEnded({ how, error }) {
        lose();
        if (how === 'refused' && isFinal(error)) return end(error);
        later(how === 'revoked' && ends === 0 ? 0 : (error.retryAfterMs ?? backOffMs(ends)), () => feed.renew());
        ends += 1;
      },
    },
  );
  const stopStatus = transport.onStatus(() => showStatus());
  showStatus();
  return stop;
}
