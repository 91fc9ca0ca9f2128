import { reportMetrics, type ReportMetricsInput } from '../../../generated/operations.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type Environment, pageEnvironment } from '../connection/environment.ts';
import type { LossCause, Meter, ParleyMetric } from '../metric.ts';
import { tellAll } from '../tell-all.ts';
import type { Api } from '../transport/api.ts';
import { createChannelMeter } from './channel-meter.ts';
import { latencyOf, unknownOffset, withAnswer, withEvent } from './clock-offset.ts';
import { createOwnSends } from './own-sends.ts';
import { clientVersion, platformOf } from './platform.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { createSummary, type MetricsStore } from './summary.ts';

/** What becomes of what the client measures of itself. Nothing of it says who somebody is or what they wrote. */
export interface MetricsOptions {
  /** Whether the service is told, for its operators' graphs and alarms. Default: true. */
  report?: boolean;
  /** How often it is told, in milliseconds, while there is something to tell. Default: 60,000. */
  reportEveryMs?: number;
  /** The part of all clients that report, 0 to 1: each decides once, when it is made. Default: 1. */
  sample?: number;
  /** Hears each metric as it happens. */
  onMetric?: (metric: ParleyMetric) => void;
}

export interface MetricsSetting extends MetricsOptions {
  /** Sends one report. Answers with the service's time. */
  send: (report: ReportMetricsInput) => Promise<string>;
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
}

export interface Metrics {
  readonly meter: Meter;
  readonly store: MetricsStore;
  close(): void;
}

/** Sends one report by the GraphQL API, as `MetricsSetting.send`. Here, since nobody needs it before this file is loaded. */
export async function sendReport({ ask }: Api, input: ReportMetricsInput): Promise<string> {
  return (await ask(reportMetrics, { input })).reportMetrics;
}

/** What takes longer was held up by the device itself, such as by its sleep. */
const longestLatencyMs = 60_000;

export function openMetrics(setting: MetricsSetting): Metrics {
  const { report = true, reportEveryMs = 60_000, sample = 1, onMetric, send } = setting;
  const { clock = systemClock, random = Math.random, environment = pageEnvironment } = setting;
  const summary = createSummary(clock);
  const ownSends = createOwnSends(note, clock.now);
  const reporter = report && random() < sample ? openReporter() : null;
  let offset = unknownOffset;
  let cause: LossCause = 'unknown';

  function note(metric: ParleyMetric): void {
    if (metric.name === 'connection-lost') cause = metric.why;
    summary.note(metric);
    reporter?.note(metric);
    if (onMetric) tellAll([onMetric], metric);
  }

  function openReporter(): Reporter {
    return createReporter({
      clock,
      random,
      environment,
      everyMs: reportEveryMs,
      async send(metrics) {
        const askedAt = clock.now();
        const serverAt = Date.parse(await send({ platform: platformOf(), version: clientVersion, metrics }));
        offset = withAnswer(offset, serverAt, askedAt, clock.now());
      },
    });
  }

  /** What was posted here, the service dated after that, and this client knows now. */
  function answered(serverAt: number, id = ''): void {
    const postedAt = ownSends.postedAt(id);
    if (postedAt !== undefined) offset = withAnswer(offset, serverAt, postedAt, clock.now());
  }

  const meter: Meter = {
    note,
    channel: () => createChannelMeter({ note, now: clock.now, cause: () => cause }),
    applied(events) {
      const now = clock.now();
      const isVisible = environment.isVisible();
      note({ name: 'burst-size', value: events.length });
      for (const { at, message } of events) {
        const serverAt = Date.parse(at);
        answered(serverAt, message?.id);
        note({ name: 'delivery' });
        offset = withEvent(offset, serverAt, now);
        const took = latencyOf(offset, serverAt, now);
        const why = !isVisible ? 'hidden' : took === null ? 'no-clock' : took > longestLatencyMs ? 'too-long' : null;
        if (why) note({ name: 'delivery-untimed', why });
        if (isVisible && took !== null) note({ name: 'delivery-latency', value: Math.min(longestLatencyMs, took) });
      }
    },
    posted: ownSends.posted,
    shown: ownSends.shown,
    stored(id, createdAt) {
      answered(Date.parse(createdAt), id);
      ownSends.stored(id);
    },
    waiting(depth, oldestAt) {
      if (depth === 0) return;
      note({ name: 'outbox-depth', value: depth });
      if (oldestAt !== null) note({ name: 'outbox-age', value: clock.now() - oldestAt });
    },
  };

  return {
    meter,
    store: summary,
    close() {
      summary.close();
      reporter?.close();
    },
  };
}
