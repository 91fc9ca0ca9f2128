import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/**
 * What is counted in the API's log. AppSync has no metric for a field that failed, but writes its error. The words are the service's own:
 * the error type of a data source that did not answer, and what resolvers/lib/publishing.ts says of an event that nobody heard. What people
 * wrote is never in the log, so nobody can raise an alarm by a message.
 *
 * Two people at work on one thing in the same moment is no failure: `failContended` of resolvers/lib/errors.ts has the words that are left out.
 * "Runtime Error" is AppSync's own message where a resolver throws.
 */
const counted = {
  FieldsUnavailable: '"Unavailable" -"CONTENDED" -"this very moment"',
  FieldsBroken: '"Runtime Error"',
  EventsNotPublished: '"not published"',
} as const;

export type LogMetricName = keyof typeof counted;

/** A dimension could only be taken from the log's lines, so the stage is part of the namespace. */
export function serviceNamespace(stage: string): string {
  return `Parley/Service/${stage}`;
}

export function countInLog(scope: Construct, logGroup: ILogGroup, stage: string): void {
  for (const [metricName, words] of Object.entries(counted)) {
    new MetricFilter(scope, metricName, {
      logGroup,
      metricNamespace: serviceNamespace(stage),
      metricName,
      metricValue: '1',
      defaultValue: 0,
      filterPattern: FilterPattern.literal(words),
    });
  }
}
