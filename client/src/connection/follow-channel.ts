import { onChannelEvent, type OnChannelEventSubscription } from '../../../generated/operations.ts';
import type { MessagingError } from '../errors.ts';
import type { ChannelEvent } from '../model.ts';
import { classifyFailure } from '../transport/classify-failure.ts';
import type { RealtimeTransport } from '../transport/realtime-transport.ts';
import { backOffMs } from './back-off.ts';
import { hasHole, unknownPosition, withHead, withHeard, withLoadedThrough } from './position.ts';
import { type ConnectionStatus, connectionStatus } from './status.ts';

export interface ChannelListener {
  /** Something happened. Delivery is at most once and in no promised order. */
  onEvent: (event: ChannelEvent) => void;
  /** The status, at once and after each change. */
  onStatus?: (status: ConnectionStatus) => void;
  /**
   * Loads what may have been missed. Called each time that events may have been lost and arrive again: after every
   * acknowledgement, and when a position of the channel is found missing. The status is `catching-up` until it is done. Where it
   * fails with a `retryable` error it is called again, ever less often; any other failure ends the subscription. It may answer with
   * the position that it loaded through. Default: nothing.
   */
  catchUp?: () => Promise<number | void>;
  /** The subscription has ended for good: refused, or not caught up with. */
  onError?: (error: MessagingError) => void;
}

/** What a channel is followed with. */
export interface ChannelSource {
  readonly transport: RealtimeTransport;
  /** The channel's last position, as the service has it. */
  readHead(channelId: string): Promise<number>;
}

/** Events may overtake each other, and a position is taken a moment before its event is sent: a hole may yet close by itself. */
const overtakingMs = 1_000;
/** AppSync acknowledges some subscriptions up to 2 s before they hear: github.com/aws/aws-appsync-community/issues/405. */
const deafMs = 2_000;
/** All of an audience are told of its end at once. */
const audienceSpreadMs = 2_000;

/**
 * Follows one channel until the function that it answers with is called. Keeps trying; see `ChannelListener.onError`. Throws at
 * once where there is no `WebSocket`: later, nobody would be there to catch it.
 */
export function followChannel(source: ChannelSource, channelId: string, listener: ChannelListener): () => void {
  const { transport } = source;
  let hasEnded = false;
  let status: ConnectionStatus | undefined;
  let isAcknowledged = false;
  let isCaughtUp = false;
  let position = unknownPosition;
  /** True = the subscription has brought something since the last catch-up. */
  let isHearing = false;
  /** Counts what makes a running catch-up or check stale. */
  let round = 0;
  /** Ends without an acknowledgement between them. */
  let ends = 0;
  let unsubscribe = () => {};
  let stopStatus = () => {};
  const timers: Record<'step' | 'check' | 'hole', ReturnType<typeof setTimeout> | undefined> = {
    step: undefined,
    check: undefined,
    hole: undefined,
  };

  function showStatus(next = connectionStatus(transport.status(), { isAcknowledged, isCaughtUp })): void {
    if (status === next) return;
    status = next;
    listener.onStatus?.(next);
  }

  function later(which: keyof typeof timers, ms: number, then: () => void): void {
    clearTimeout(timers[which]);
    timers[which] = setTimeout(() => {
      timers[which] = undefined;
      then();
    }, ms);
  }

  function stopTimers(): void {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    timers.hole = undefined;
  }

  function subscribe(): void {
    unsubscribe();
    unsubscribe = transport.subscribe(
      { query: onChannelEvent, variables: { channelId } },
      {
        onAcknowledged() {
          isAcknowledged = true;
          ends = 0;
          stopTimers();
          void catchUp();
        },
        onData: (data) => hear(data),
        onDoubt: (why) => void check(why === 'routine'),
        onLost: lose,
        onEnded({ how, error }) {
          lose();
          // What was revoked may have been given back, or never taken: starting again asks. The service says no to who may not.
          if (how === 'refused' && !error.retryable) return end(error);
          const wait = how === 'revoked' && ends === 0 ? 0 : (error.retryAfterMs ?? backOffMs(ends));
          ends += 1;
          later('step', wait, subscribe);
        },
      },
    );
  }

  function lose(): void {
    round += 1;
    isAcknowledged = false;
    isCaughtUp = false;
    stopTimers();
    showStatus();
  }

  function hear(data: Readonly<Record<string, unknown>>): void {
    // The document asks for this field, typed by the schema that it is generated from.
    const { onChannelEvent: event } = data as OnChannelEventSubscription;
    if (!event) return void check();
    isHearing = true;
    position = takesPosition(event) ? withHeard(position, event.seq) : withHead(position, event.seq);
    watchHole();
    listener.onEvent(event);
    if (!event.endsAudience || hasEnded) return;
    lose();
    later('step', Math.random() * audienceSpreadMs, subscribe);
  }

  /** Catches up where a hole does not close by itself. */
  function watchHole(isSuspect = false): void {
    if (!hasHole(position) || timers.hole) return;
    later('hole', overtakingMs, () => {
      if (!isCaughtUp || !hasHole(position)) return;
      if (isSuspect && !isHearing) subscribe();
      void catchUp();
    });
  }

  /** Looks whether the channel has gone further than was heard. */
  async function check(isRoutine = false): Promise<void> {
    const current = round;
    // Whoever has no way to catch up is not helped by knowing more.
    if (!isCaughtUp || !listener.catchUp) return;
    try {
      const head = await source.readHead(channelId);
      if (current !== round) return;
      position = withHead(position, head);
    } catch {
      // The next check will tell, and who may not read is told by the subscription.
      return;
    }
    // Something happened, and for long not a word of it: the subscription may have ended without anyone saying so.
    watchHole(isRoutine);
  }

  async function catchUp(): Promise<void> {
    const current = ++round;
    isCaughtUp = false;
    showStatus();
    for (let attempt = 1; ; attempt++) {
      const { head } = position;
      try {
        const loaded = await listener.catchUp?.();
        if (current !== round) return;
        position = withLoadedThrough(position, Math.max(head, loaded ?? 0));
        isCaughtUp = true;
        isHearing = false;
        later('check', deafMs, () => void check());
        return showStatus();
      } catch (failure) {
        const error = classifyFailure(failure);
        if (current !== round) return;
        if (!error.retryable) return end(error);
        await new Promise<void>((done) => later('step', error.retryAfterMs ?? backOffMs(attempt), done));
        if (current !== round) return;
      }
    }
  }

  function stop(): void {
    hasEnded = true;
    round += 1;
    stopTimers();
    stopStatus();
    unsubscribe();
  }

  function end(error: MessagingError): void {
    if (hasEnded) return;
    stop();
    showStatus('offline');
    listener.onError?.(error);
  }

  subscribe();
  stopStatus = transport.onStatus(() => showStatus());
  showStatus();
  return stop;
}

/** The others tell where the channel stands: theirs is the last position that was taken. */
function takesPosition({ kind }: ChannelEvent): boolean {
  return kind !== 'TYPING' && kind !== 'AUDIENCE_ENDED';
}
