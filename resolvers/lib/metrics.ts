import { util } from '@aws-appsync/utils';
import type { MetricInput, ReportMetricsInput } from '#generated/schema';
import { failInput } from './errors.ts';

const mostMetrics = 50;
const mostValues = 100;
const mostReasons = 20;
const largestCount = 1_000_000;
/** A day in milliseconds. */
const largestValue = 86_400_000;
const longestVersion = 32;

/** Ends the resolver unless the report can be kept: bounded in every direction, and nothing in it that a person could have written. */
export function requireMetrics({ version, metrics }: ReportMetricsInput): void {
  if (!util.matches(`^.{1,${longestVersion}}\\z`, version)) {
    failInput('METRIC_INVALID', 'version', `A version has at most ${longestVersion} characters.`, longestVersion);
  }
  if (!util.matches('^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?\\z', version)) {
    failInput('METRIC_INVALID', 'version', 'A version is like 0.1.0.');
  }
  if (metrics.length > mostMetrics) {
    failInput('METRICS_TOO_MANY', 'metrics', `A report has at most ${mostMetrics} metrics.`, mostMetrics);
  }
  const names: string[] = [];
  metrics.forEach((metric, index) => {
    const place = `metrics[${index}]`;
    if (names.indexOf(metric.name) >= 0) failInput('METRIC_INVALID', `${place}.name`, 'Each name stands once.');
    names.push(metric.name);
    requireMetric(metric, place);
  });
}

function requireMetric({ count, values, reasons }: MetricInput, place: string): void {
  requireCount(count, `${place}.count`);
  if ((values ?? []).length > mostValues) {
    failInput('METRIC_INVALID', `${place}.values`, `A metric has at most ${mostValues} values.`, mostValues);
  }
  (values ?? []).forEach((value, index) => {
    // What is no number compares as false.
    if (!(value >= 0 && value <= largestValue)) {
      const message = `A value is from 0 to ${largestValue}.`;
      failInput('METRIC_INVALID', `${place}.values[${index}]`, message, largestValue);
    }
  });
  if ((reasons ?? []).length > mostReasons) {
    failInput('METRIC_INVALID', `${place}.reasons`, `A metric has at most ${mostReasons} reasons.`, mostReasons);
  }
  const named: string[] = [];
  (reasons ?? []).forEach(({ reason, count: times }, index) => {
    const at = `${place}.reasons[${index}]`;
    if (!util.matches('^[A-Z_]{1,40}\\z', reason)) {
      failInput('METRIC_INVALID', `${at}.reason`, 'A reason is 1 to 40 capital letters and underscores.', 40);
    }
    if (named.indexOf(reason) >= 0) failInput('METRIC_INVALID', `${at}.reason`, 'Each reason stands once.');
    named.push(reason);
    requireCount(times, `${at}.count`);
  });
}

function requireCount(count: number, field: string): void {
  if (count < 1 || count > largestCount) {
    failInput('METRIC_INVALID', field, `A count is from 1 to ${largestCount}.`, largestCount);
  }
}
