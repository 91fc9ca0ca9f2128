import type { Clock } from '../clock.ts';
import type { ParleyMetric } from '../metric.ts';
import { tellAll } from '../tell-all.ts';
import { quantiles, together } from './sketch.ts';
import { add, type Tally } from './tally.ts';

/** What this client has seen so far. Absent = it has not happened. */
export type MetricsSummary = { readonly [Name in ParleyMetric['name']]?: MetricSummary };

export interface MetricSummary {
  /** How often, since the client was made. */
  readonly count: number;
  /** Of what was measured in the last 5 to 10 minutes: milliseconds, entries or events. Null = nothing was. */
  readonly recent: { readonly count: number; readonly p50: number; readonly p95: number; readonly max: number } | null;
}

/**
 * What this client measures of itself. Made for `useSyncExternalStore` and its like.
 *
 * @example
 * const { 'delivery-latency': latency, 'gap-found': gaps } = parley.metrics.state();
 * console.log(latency?.recent?.p95, gaps?.count ?? 0);
 */
export interface MetricsStore {
  /** The same object until something changes. */
  state(): MetricsSummary;
  /** Calls `listener` after changes, once a second at most, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
}

/** What is shown is what was measured in the present half of the window and in the one before it. */
const halfWindowMs = 5 * 60_000;
const tellMs = 1_000;

export function createSummary(clock: Clock): MetricsStore & { note(metric: ParleyMetric): void; close(): void } {
  const listeners = new Set<() => void>();
  const counts = new Map<ParleyMetric['name'], number>();
  let present: Tally = new Map();
  let before: Tally = new Map();
  let halfEndsAt = clock.now() + halfWindowMs;
  let state: MetricsSummary | null = {};
  let stopTelling: (() => void) | null = null;

  function turn(): void {
    const now = clock.now();
    if (now < halfEndsAt) return;
    before = now < halfEndsAt + halfWindowMs ? present : new Map();
    present = new Map();
    halfEndsAt = now + halfWindowMs;
    state = null;
  }

  function recentOf(name: ParleyMetric['name']): MetricSummary['recent'] {
    const [one, other] = [present, before].flatMap((tally) => tally.get(name)?.sketch ?? []);
    if (!one) return null;
    const both = together(one, other);
    const [p50 = 0, p95 = 0] = quantiles(both, [0.5, 0.95]);
    return { count: both.count, p50, p95, max: both.max };
  }

  return {
    note(metric) {
      turn();
      add(present, metric);
      counts.set(metric.name, (counts.get(metric.name) ?? 0) + 1);
      state = null;
      if (listeners.size === 0) return;
      stopTelling ??= clock.after(tellMs, () => {
        stopTelling = null;
        tellAll(listeners);
      });
    },
    state() {
      turn();
      state ??= Object.fromEntries([...counts].map(([name, count]) => [name, { count, recent: recentOf(name) }]));
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      stopTelling?.();
    },
  };
}
