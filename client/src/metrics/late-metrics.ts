import type { Clock } from '../clock.ts';
import type { ChannelMeter, Meter } from '../metric.ts';
import type { Metrics, MetricsSetting } from './open-metrics.ts';
import type { MetricsStore, MetricsSummary } from './summary.ts';

/** Time that keeps no process alive: a report is not worth that. */
const idleClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    // A number in browsers, an object in Node.
    if (typeof timer === 'object') (timer as { unref(): void }).unref();
    return () => clearTimeout(timer);
  },
};

const nothingYet: MetricsSummary = {};
/** More than any client does before its code is there. Where it never comes, what it measured is of no use to anybody. */
const mostHeld = 1_000;

/**
 * Metrics whose code is loaded by itself, after what people wait for. What happens meanwhile is noted then, in its own time. Where the code
 * does not come, such as in an outage, there are no metrics, and all else goes on.
 */
export function lateMetrics(
  setting: MetricsSetting,
  load: () => Promise<{ openMetrics(setting: MetricsSetting): Metrics }> = () => import('./open-metrics.ts'),
): Metrics {
  const { clock = idleClock } = setting;
  const listeners = new Map<() => void, () => void>();
  let held: { readonly at: number; tell(meter: Meter): void }[] = [];
  let opened: Metrics | null = null;
  let replayedAt: number | null = null;
  let isClosed = false;

  load().then(
    ({ openMetrics }) => {
      if (isClosed) return;
      opened = openMetrics({ ...setting, clock: { ...clock, now: () => replayedAt ?? clock.now() } });
      for (const listener of listeners.keys()) listeners.set(listener, opened.store.onChange(listener));
      for (const { at, tell } of held) {
        replayedAt = at;
        tell(opened.meter);
      }
      replayedAt = null;
      held = [];
    },
    () => close(),
  );

  function tell(say: (meter: Meter) => void): void {
    if (opened) say(opened.meter);
    else if (!isClosed && held.length < mostHeld) held.push({ at: clock.now(), tell: say });
  }

  function close(): void {
    isClosed = true;
    held = [];
    opened?.close();
  }

  const meter: Meter = {
    note: (metric) => tell((late) => late.note(metric)),
    channel() {
      let channel: ChannelMeter | undefined;
      const tellChannel = (say: (late: ChannelMeter) => void) => tell((late) => say((channel ??= late.channel())));
      return {
        status: (status) => tellChannel((late) => late.status(status)),
        hole: (isOpen) => tellChannel((late) => late.hole(isOpen)),
      };
    },
    applied: (events) => tell((late) => late.applied(events)),
    posted: (id) => tell((late) => late.posted(id)),
    stored: (id, createdAt) => tell((late) => late.stored(id, createdAt)),
    shown: (ids) => tell((late) => late.shown(ids)),
    waiting: (depth, oldestAt) => tell((late) => late.waiting(depth, oldestAt)),
  };
  const store: MetricsStore = {
    state: () => opened?.store.state() ?? nothingYet,
    onChange(listener) {
      // The same function may listen for two.
      const own = () => listener();
      listeners.set(own, opened ? opened.store.onChange(own) : () => {});
      return () => {
        listeners.get(own)?.();
        listeners.delete(own);
      };
    },
  };
  return { meter, store, close };
}
