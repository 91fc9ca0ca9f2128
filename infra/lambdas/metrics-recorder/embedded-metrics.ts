import { dimensions, metricNames, namespace } from './metric-names.ts';

/** A line of a log that CloudWatch extracts metrics from: what `_aws` names stands beside it. */
export interface EmbeddedMetrics {
  readonly _aws: {
    /** Epoch milliseconds. */
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

const platforms: ReadonlyMap<unknown, string> = new Map([
  ['WEB', 'web'],
  ['NODE', 'node'],
  ['REACT_NATIVE', 'react-native'],
]);
const mostMetrics = 50;
/** The embedded metric format's own limit. */
const mostValues = 100;
const mostReasons = 20;
const largestCount = 1_000_000;
const largestValue = 86_400_000;

/**
 * What a client reported, in the embedded metric format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html). Reads it as if nobody
 * had looked at it before: what does not fit is left out. Null = nothing is left.
 *
 * What is measured is a list of values, as the format knows none that come with their counts; how many were measured stands in `Counts`.
 * That and `Reasons` are for queries of the log, and make no metric.
 */
export function embeddedMetrics(report: unknown, stage: string, at: number): EmbeddedMetrics | null {
  const { platform, version, metrics } = record(report);
  const metricsOf: { Name: string; Unit: string }[] = [];
  const members: Record<string, number | number[]> = {};
  const counts: Record<string, number> = {};
  const reasons: Record<string, Record<string, number>> = {};
  for (const metric of list(metrics).slice(0, mostMetrics).map(record)) {
    const { name: key, count } = metric;
    const [name, unit] = (typeof key === 'string' && Object.hasOwn(metricNames, key) && metricNames[key]) || [];
    if (!name || !unit || name in members || !isCount(count)) continue;
    const values = list(metric['values']).filter(isValue).slice(0, mostValues);
    if (unit !== 'counted' && values.length === 0) continue;
    metricsOf.push({ Name: name, Unit: unit === 'counted' ? 'Count' : unit });
    members[name] = unit === 'counted' ? count : values;
    if (unit !== 'counted') counts[name] = count;
    const told = list(metric['reasons']).slice(0, mostReasons).map(record).filter(isReason);
    if (told.length > 0) reasons[name] = Object.fromEntries(told.map(({ reason, count: times }) => [reason, times]));
  }
  if (metricsOf.length === 0) return null;
  return {
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: dimensions, Metrics: metricsOf }],
    },
    Stage: stage,
    Platform: platforms.get(platform) ?? 'other',
    ...(typeof version === 'string' && /^[0-9A-Za-z.-]{1,32}$/.test(version) ? { Version: version } : {}),
    ...members,
    Counts: counts,
    Reasons: reasons,
  };
}

function isCount(count: unknown): count is number {
  return Number.isInteger(count) && Number(count) >= 1 && Number(count) <= largestCount;
}

function isValue(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= largestValue;
}

function isReason(told: Record<string, unknown>): told is { reason: string; count: number } {
  const { reason, count } = told;
  return typeof reason === 'string' && /^[A-Z_]{1,40}$/.test(reason) && isCount(count);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Anything as an object whose members may be looked at; what is none has no members. */
function record(value: unknown): Record<string, unknown> {
  // An object of any class answers a string key with unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
