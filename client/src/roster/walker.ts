import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { type Clock, steadyClock } from '../clock.ts';
import { type Environment, pageEnvironment } from '../connection/environment.ts';
import { createJudge } from '../judge.ts';

export interface WalkerOptions {
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
}

/** Walks through all of a person's channels: when somebody asks, and now and then. One walk serves all who asked before it began. */
export interface Walker {
  /** Walks that were begun so far. */
  begun(): number;
  /** Resolves once a walk is done that began after this call. Rejects where it fails for good, and never where the walker was closed. */
  ask(): Promise<void>;
  /** Has the next walk take place within `ms`. */
  hasten(ms: number): void;
  close(): void;
}

/** Subscriptions are acknowledged in batches, a quarter of a second apart: one walk is to serve all of them. */
const quietMs = 300;
const longestQuietMs = 2_000;
/** A channel without a subscription is so far behind at most while somebody looks. A walk reads each channel's row. */
const visibleMs = 30_000;
/** Nobody looks, and the person's inbox tells of mentions all the same. */
const hiddenMs = 150_000;

/** `walk` is given its number. What is retryable is tried again, ever less often. */
export function createWalker(walk: (number: number) => Promise<void>, options: WalkerOptions = {}): Walker {
  const { random = Math.random, environment = pageEnvironment } = options;
  const clock = steadyClock(options.clock);
  /** Those whom the next walk serves. */
  let asked: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  let begun = 0;
  let isWalking = false;
  let isClosed = false;
  /** Tries in a row that failed. */
  let failures = 0;
  const judge = createJudge(clock.now);
  let lastAt = clock.now();
  let firstAskedAt: number | null = null;
  let dueAt = Infinity;
  let stopTimer = () => {};

  function wait(until: number): void {
    stopTimer();
    dueAt = until;
    if (!isClosed && !isWalking && until < Infinity) stopTimer = clock.after(until - clock.now(), () => void begin());
  }

  /** The walk of no particular reason. */
  function rest(): void {
    const everyMs = environment.isVisible() ? visibleMs : hiddenMs;
    wait(environment.hasNetwork() ? lastAt + everyMs * (0.85 + 0.3 * random()) : Infinity);
  }

  async function begin(): Promise<void> {
    const served = asked;
    asked = [];
    firstAskedAt = null;
    isWalking = true;
    dueAt = Infinity;
    begun += 1;
    lastAt = clock.now();
    try {
      await walk(begun);
      failures = 0;
      judge(null);
      for (const { resolve } of served) resolve();
    } catch (failure) {
      const error = classifyFailure(failure);
      failures += 1;
      if (!judge(error)) asked = [...served, ...asked];
      else for (const { reject } of served) reject(error);
      isWalking = false;
      if (asked.length > 0) return wait(clock.now() + (error.retryAfterMs ?? backOffMs(failures, random)));
      return rest();
    }
    isWalking = false;
    if (asked.length > 0) return wait(clock.now() + quietMs);
    const hastenedTo = dueAt;
    rest();
    if (hastenedTo < dueAt) wait(hastenedTo);
  }

  const stopListening = environment.listen((event) => {
    if (event === 'went-offline') return;
    if (event === 'became-hidden') return asked.length > 0 ? undefined : rest();
    // Somebody looks again, or can be reached again. What fails for the network's sake is tried at once.
    if (asked.length > 0) return wait(clock.now());
    if (clock.now() - lastAt > visibleMs) wait(clock.now() + quietMs);
    else rest();
  });
  rest();

  return {
    begun: () => begun,
    ask() {
      if (isClosed) return new Promise(() => {});
      firstAskedAt ??= clock.now();
      if (failures === 0) wait(Math.min(clock.now() + quietMs, firstAskedAt + longestQuietMs));
      else if (asked.length === 0) wait(clock.now() + backOffMs(failures, random));
      return new Promise((resolve, reject) => asked.push({ resolve, reject }));
    },
    hasten(ms) {
      if (clock.now() + ms < dueAt) wait(clock.now() + ms);
    },
    close() {
      isClosed = true;
      stopTimer();
      stopListening();
      asked = [];
    },
  };
}
