import type { OnChannelEventSubscription } from '../../../generated/operations.ts';
import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { systemClock } from '../clock.ts';
import { isFinal, type MessagingError } from '../errors.ts';
import { createJudge } from '../judge.ts';
import { tellAll } from '../tell-all.ts';
import type { ChannelListener, ChannelSource, Look, LookingListener } from './channel-listener.ts';
import { createFeeds, deafMs, type Feed } from './feeds.ts';
import {
  hasHole,
  type Position,
  takesPosition,
  unknownPosition,
  withHead,
  withLoadedThrough,
  withTold,
} from './position.ts';
import { type ConnectionStatus, connectionStatus } from './status.ts';

/** A channel that is followed. */
export interface Followed {
  /** The channel is known to have come to this position, as by an answer to the caller: what leads there is to be heard, or loaded. */
  reached(seq: number): void;
  stop(): void;
}

type TimerName = 'step' | 'check' | 'hole' | 'silence';

/** Events may overtake each other, and a position is taken a moment before its event is sent: a hole may yet close by itself. */
const overtakingMs = 1_000;
/** So long after a look that found something under way follows the next one, then twice as long, and so on. */
const firstLookMs = 2_000;
const longestLookMs = 16_000;
/** All of an audience are told of its end at once. */
const audienceSpreadMs = 2_000;

/**
 * Follows one channel until it is stopped. Keeps trying; see `ChannelListener.onError`. Throws at
 * once where there is no `WebSocket`: later, nobody would be there to catch it.
 */
export function followChannel(
  source: ChannelSource,
  channelId: string,
  listener: ChannelListener | LookingListener,
): Followed {
  const { transport, feeds = createFeeds(transport), isYielding = false, meter, clock = systemClock } = source;
  const channelMeter = meter?.channel();
  const judge = createJudge(clock.now);
  let hasEnded = false;
  let status: ConnectionStatus | undefined;
  let isAcknowledged = false;
  let isCaughtUp = false;
  let position = unknownPosition;
  /** True = the subscription has brought something since the last catch-up. */
  let isHearing = false;
  /** Looks, one after the other, that failed or found something under way. */
  let looks = 0;
  /** Reasons to look, since the look began that is under way. 0 = none is. */
  let checks = 0;
  /** Counts what makes a running catch-up or check stale. */
  let round = 0;
  /** Ends without an acknowledgement between them. */
  let ends = 0;
  let feed: Feed | undefined;
  let stopStatus = () => {};
  /** What stops those that run. */
  const timers: { [which in TimerName]?: (() => void) | undefined } = {};

  function showStatus(next = connectionStatus(transport.status(), { isAcknowledged, isCaughtUp })): void {
    if (status === next) return;
    status = next;
    channelMeter?.status(next);
    tellAll([() => listener.onStatus?.(next)]);
  }

  function stand(next: Position): void {
    position = next;
    const isOpen = hasHole(next);
    // The next one has its own second.
    if (!isOpen) stopTimer('hole');
    channelMeter?.hole(isOpen);
  }

  function later(which: TimerName, ms: number, then: () => void): void {
    stopTimer(which);
    timers[which] = clock.after(ms, () => {
      timers[which] = undefined;
      then();
    });
  }

  function stopTimer(which: TimerName): void {
    timers[which]?.();
    timers[which] = undefined;
  }

  function stopTimers(): void {
    for (const which of ['step', 'check', 'hole', 'silence'] as const) stopTimer(which);
  }

  function subscribe(): void {
    if (feed) return feed.renew();
    feed = feeds.join(
      { channelId },
      {
        onAcknowledged() {
          isAcknowledged = true;
          ends = 0;
          stopTimers();
          void catchUp('acknowledged');
        },
        onData: (data) => hear(data),
        onDoubt: (why) => void check(why === 'routine'),
        onLost: lose,
        onEnded({ how, error }) {
          lose();
          // What was revoked may have been given back, or never taken: starting again asks. The service says no to who may not.
          if (how === 'refused' && isFinal(error)) {
            meter?.note({ name: 'start-refused', why: error.code });
            return end(error);
          }
          const wait = how === 'revoked' && ends === 0 ? 0 : (error.retryAfterMs ?? backOffMs(ends));
          ends += 1;
          later('step', wait, subscribe);
        },
      },
      { isYielding, needsAudience: 'look' in listener && !isYielding },
    );
  }

  function lose(): void {
    round += 1;
    isAcknowledged = false;
    isCaughtUp = false;
    stopTimers();
    if ('look' in listener) listener.onLost?.();
    showStatus();
  }

  function hear(data: Readonly<Record<string, unknown>>): void {
    // The document asks for this field, typed by the schema that it is generated from.
    const { onChannelEvent: event } = data as OnChannelEventSubscription;
    if (!event) return void check();
    isHearing = true;
    const next = withTold(position, event);
    if (next === position && takesPosition(event)) meter?.note({ name: 'duplicate-dropped' });
    stand(next);
    watchHole();
    tellAll([() => listener.onEvent(event)]);
    if (hasEnded) return;
    if (event.endsAudience) return beginAnew();
    if (takesPosition(event)) feed?.heardAudience(event.audience);
  }

  /** As soon as those may who are told the same in this moment. */
  function beginAnew(): void {
    lose();
    later('step', Math.random() * audienceSpreadMs, subscribe);
  }

  /** Catches up where a hole does not close by itself. */
  function watchHole(isSuspect = false): void {
    if (!hasHole(position) || timers.hole) return;
    later('hole', overtakingMs, () => {
      if (!isCaughtUp || !hasHole(position)) return;
      if (isSuspect && !isHearing) subscribe();
      void catchUp('hole');
    });
  }

  /** Looks whether the channel has gone further than was heard: once at a time, and once more where there was reason meanwhile. */
  async function check(isRoutine = false): Promise<void> {
    // Whoever has no way to catch up is not helped by knowing more.
    if (!isCaughtUp || !listener.catchUp) return;
    checks += 1;
    if (checks > 1) return;
    await checkOnce(isRoutine);
    const hasReason = checks > 1;
    checks = 0;
    if (hasReason) await check();
  }

  async function checkOnce(isRoutine: boolean): Promise<void> {
    const current = round;
    meter?.note({ name: 'poll', why: isRoutine ? 'routine' : 'doubt' });
    try {
      const seen = 'look' in listener ? await listener.look() : null;
      const head = seen?.head ?? (await source.readHead(channelId, position.through ?? 0));
      if (current !== round) return;
      const isBehind = head > (position.through ?? 0);
      stand(withHead(position, head));
      if (seen) return note(seen, isRoutine && isBehind);
      looks = 0;
    } catch {
      // Who may not read is told by the subscription. All others know nothing until a look succeeds.
      if (current === round) lookAgain();
      return;
    }
    // Something happened, and for long not a word of it: the subscription may have ended without anyone saying so.
    watchHole(isRoutine);
  }

  /** Takes what was loaded for known. `isSuspect`: it should have been heard before. */
  function note(seen: Look, isSuspect: boolean): void {
    stand(withLoadedThrough(position, seen.head));
    if (seen.audience !== null && feed?.audience(seen.audience) !== seen.audience) return beginAnew();
    if (seen.completeThrough < seen.head) lookAgain();
    else looks = 0;
    if (!isSuspect || timers.silence) return;
    later('silence', overtakingMs, () => {
      if (isHearing) return;
      lose();
      subscribe();
    });
  }

  function lookAgain(): void {
    later('check', Math.min(longestLookMs, firstLookMs * 2 ** looks), () => void check());
    looks += 1;
  }

  async function catchUp(why: 'acknowledged' | 'hole'): Promise<void> {
    const current = ++round;
    isCaughtUp = false;
    showStatus();
    for (let attempt = 1; ; attempt++) {
      const { head } = position;
      if (listener.catchUp) meter?.note({ name: 'poll', why });
      try {
        const loaded = await listener.catchUp?.(why);
        judge(null);
        if (current !== round) return;
        const seen = typeof loaded === 'object' ? loaded : null;
        stand(withLoadedThrough(position, Math.max(head, seen?.head ?? Number(loaded ?? 0))));
        isCaughtUp = true;
        isHearing = false;
        looks = 0;
        if (seen) note(seen, false);
        // The look below is due in any case; it is the first of those that may follow.
        if (isCaughtUp) later('check', deafMs, () => void check());
        return showStatus();
      } catch (failure) {
        const error = classifyFailure(failure);
        if (current !== round) return;
        if (judge(error)) return end(error);
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
    feed?.leave();
  }

  function end(error: MessagingError): void {
    if (hasEnded) return;
    stop();
    showStatus('offline');
    tellAll([() => listener.onError?.(error)]);
  }

  subscribe();
  stopStatus = transport.onStatus(() => showStatus());
  showStatus();
  return {
    reached(seq) {
      // An answer may come when nobody follows any more.
      if (hasEnded) return;
      stand(withHead(position, seq));
      watchHole();
    },
    stop,
  };
}
