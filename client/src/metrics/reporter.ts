import type { MetricInput } from '../../../generated/operations.ts';
import { classifyFailure } from '../classify-failure.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../connection/environment.ts';
import type { ParleyMetric } from '../metric.ts';
import { add, reportOf, type Tally } from './tally.ts';

export interface ReporterOptions {
  send: (metrics: MetricInput[]) => Promise<void>;
  everyMs: number;
  clock: Clock;
  random: () => number;
  environment: Environment;
}

export interface Reporter {
  note(metric: ParleyMetric): void;
  close(): void;
}

/** A page that is left and looked at by turns does not report at each turn. */
const betweenMs = 10_000;
/** After failures, reports are up to so many times rarer. */
const rarest = 16;

/**
 * Sends what was noted, about each `everyMs` while something is; and when the page is left, since it may not come back. One at a time, and
 * each once: what fails is lost, and the next comes later, so that nobody's outage is made longer by this. What is noted meanwhile is kept
 * in a tally, whose size is bounded. A service that will never take a report gets no more.
 */
export function createReporter({ send, everyMs, clock, random, environment }: ReporterOptions): Reporter {
  let tally: Tally = new Map();
  /** True = the tally holds more than looks that found nothing: an idle page has nothing to report. */
  let isNews = false;
  let failures = 0;
  let isSending = false;
  let isOver = false;
  let sentAt = -Infinity;
  let stopTimer: (() => void) | null = null;
  let stopListening: (() => void) | null = null;

  /** From half to one and a half times as late as meant: those whom an outage brought together part again. */
  function arm(): void {
    if (isOver || stopTimer || !isNews) return;
    stopTimer = clock.after(everyMs * Math.min(rarest, 2 ** failures) * (0.5 + random()), () => {
      stopTimer = null;
      report();
    });
  }

  function report(): void {
    // An answer that is still awaited, and a network that is away, are no reason to lose what was noted.
    if (isSending || !environment.hasNetwork()) return arm();
    const metrics = reportOf(tally);
    tally = new Map();
    isNews = false;
    isSending = true;
    sentAt = clock.now();
    send(metrics).then(
      () => settle(0),
      (failure: unknown) => {
        const { retryable, code } = classifyFailure(failure);
        if (!retryable && code !== 'SESSION_REQUIRED') end();
        settle(failures + 1);
      },
    );
  }

  function settle(nowFailures: number): void {
    failures = nowFailures;
    isSending = false;
    arm();
  }

  function leave(): void {
    if (!isNews || failures > 0 || clock.now() - sentAt < betweenMs) return;
    stopTimer?.();
    stopTimer = null;
    report();
  }

  function end(): void {
    isOver = true;
    isNews = false;
    stopTimer?.();
    stopListening?.();
  }

  return {
    note(metric) {
      if (isOver) return;
      stopListening ??= environment.listen((event) => {
        if (event === 'became-hidden') leave();
      });
      add(tally, metric);
      isNews ||= metric.name !== 'poll';
      arm();
    },
    close: end,
  };
}
