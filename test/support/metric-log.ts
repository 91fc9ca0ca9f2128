import { type Log, silentLog } from '../../local/index.ts';
import { type ExtractedMetric, extractMetrics } from './embedded-metrics.ts';

/** What the functions of a local server write into their logs in the embedded metric format, as CloudWatch would take it. */
export interface MetricLog {
  readonly log: Log;
  readonly lines: readonly string[];
  /** Of the lines so far, but for the first `skipped`; over all platforms. */
  metrics(skipped?: number): ExtractedMetric[];
}

export function createMetricLog(): MetricLog {
  const lines: string[] = [];
  return {
    log: {
      ...silentLog,
      debug(line) {
        // A function's line stands behind its name.
        const at = line.indexOf('{"_aws"');
        if (at >= 0) lines.push(line.slice(at));
      },
    },
    lines,
    metrics: (skipped = 0) =>
      lines
        .slice(skipped)
        .flatMap(extractMetrics)
        .filter(({ dimensions }) => Object.keys(dimensions).join() === 'Stage'),
  };
}
