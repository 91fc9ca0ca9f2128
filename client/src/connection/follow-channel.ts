import type { MessagingError } from '../errors.ts';
import type { ChannelEvent } from '../model.ts';
import type { Api } from '../transport/api.ts';
import { subscribeToChannel } from '../transport/channel-subscription.ts';
import { classifyFailure } from '../transport/classify-failure.ts';
import { backOffMs } from './back-off.ts';
import type { ConnectionStatus } from './status.ts';

export interface ChannelListener {
  /** Something happened. Delivery is at most once and in no promised order. */
  onEvent: (event: ChannelEvent) => void;
  /** The status, at once and after each change. */
  onStatus?: (status: ConnectionStatus) => void;
  /**
   * Loads what may have been missed. Called each time that events may have been lost and arrive again: after every
   * acknowledgement, and when a doubtful connection proves well. The status is `catching-up` until it is done. Where it fails
   * with a `retryable` error it is called again, ever less often; any other failure ends the subscription. Default: nothing.
   */
  catchUp?: () => Promise<void>;
  /** The subscription has ended for good: refused, or not caught up with. */
  onError?: (error: MessagingError) => void;
}

/**
 * Amplify gives up silently where no acknowledgement comes. Its own longest wait between two tries is 60 s, and a try may take
 * its 15 s.
 */
const acknowledgementTimeoutMs = 80_000;

/**
 * Follows one channel until the function that it answers with is called. Keeps trying; see `ChannelListener.onError`. Throws at
 * once where there is no global `WebSocket`: later, nobody would be there to catch it.
 */
export function followChannel(api: Api, channelId: string, listener: ChannelListener): () => void {
  if (typeof WebSocket === 'undefined') {
    throw new Error('A subscription needs a global WebSocket. On Node 20, set globalThis.WebSocket to that of "ws".');
  }
  let hasEnded = false;
  let status: ConnectionStatus | null = null;
  let isAcknowledged = false;
  /** Counts what makes a running catch-up or start stale. */
  let round = 0;
  let refusals = 0;
  let stopSubscription = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: ConnectionStatus): void {
    if (status === next) return;
    status = next;
    listener.onStatus?.(next);
  }

  function waitThen(ms: number, then: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  }

  async function start(): Promise<void> {
    const current = ++round;
    stopSubscription();
    stopSubscription = () => {};
    isAcknowledged = false;
    become(isNetworkGone() ? 'offline' : 'reconnecting');
    try {
      // Amplify would never try again, nor tell anyone, where its first start finds no token.
      await api.requireToken();
    } catch (failure) {
      if (current === round) refused(classifyFailure(failure));
      return;
    }
    if (current !== round) return;
    stopSubscription = subscribeToChannel(api.client, channelId, {
      onAcknowledged: () => {
        isAcknowledged = true;
        refusals = 0;
        void catchUp();
      },
      onState: (state) => {
        switch (state) {
          case 'Connected':
            if (isAcknowledged && status !== 'live' && status !== 'catching-up') void catchUp();
            return;
          case 'ConnectedPendingNetwork':
            return lose('offline');
          case 'ConnectionDisruptedPendingNetwork':
            isAcknowledged = false;
            return lose('offline');
          case 'ConnectedPendingKeepAlive':
            return lose('reconnecting');
          case 'ConnectionDisrupted':
            isAcknowledged = false;
            return lose('reconnecting');
          case 'Disconnected':
            // Amplify's word for having given up. Before the first acknowledgement it is also its word for not having begun.
            if (isAcknowledged) void start();
            return;
          case 'Connecting':
          case 'ConnectedPendingDisconnect':
            // Says nothing of this channel: one more subscription starting looks the same, and so does a late acknowledgement.
            return;
          default:
            state satisfies never;
        }
      },
      onEvent: listener.onEvent,
      onRefused: refused,
    });
    waitThen(acknowledgementTimeoutMs, () => void start());
  }

  function lose(next: 'offline' | 'reconnecting'): void {
    round++;
    become(next);
    waitThen(acknowledgementTimeoutMs, () => void start());
  }

  async function catchUp(): Promise<void> {
    const current = ++round;
    clearTimeout(timer);
    become('catching-up');
    for (let attempt = 1; ; attempt++) {
      try {
        await listener.catchUp?.();
        if (current === round) become('live');
        return;
      } catch (failure) {
        const error = classifyFailure(failure);
        if (current !== round) return;
        if (!error.retryable) return end(error);
        await new Promise<void>((done) => waitThen(error.retryAfterMs ?? backOffMs(attempt), done));
        if (current !== round) return;
      }
    }
  }

  function refused(error: MessagingError): void {
    if (!error.retryable) return end(error);
    round++;
    stopSubscription();
    isAcknowledged = false;
    become(isNetworkGone() ? 'offline' : 'reconnecting');
    waitThen(error.retryAfterMs ?? backOffMs(++refusals), () => void start());
  }

  function stop(): void {
    hasEnded = true;
    round++;
    clearTimeout(timer);
    stopSubscription();
  }

  function end(error: MessagingError): void {
    if (hasEnded) return;
    stop();
    become('offline');
    listener.onError?.(error);
  }

  void start();
  return stop;
}

function isNetworkGone(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false;
}
