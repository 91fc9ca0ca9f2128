import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { namespace as clientNamespace } from '../lambdas/metrics-recorder/metric-names.ts';
import { type LogMetricName, serviceNamespace } from './log-metrics.ts';
import type { WatchedTable } from './watched.ts';

/** What AppSync, DynamoDB, Lambda, AWS WAF and Parley itself measure. test/infra/known-metrics.ts holds each name against its source. */
export const everyFiveMinutes = Duration.minutes(5);

type Options = Pick<MetricOptions, 'label' | 'period'> & { readonly statistic?: string };

/** Of the API as a whole, or of all its sockets. */
export function apiMetric(apiId: string, name: string, { statistic = 'Sum', ...options }: Options = {}): Metric {
  return metric('AWS/AppSync', name, { GraphQLAPIId: apiId }, statistic, options);
}

/** Of one resolver: `Mutation.sendMessage`. Only those whose metrics are turned on have any. */
export function resolverMetric(apiId: string, resolver: string, name: string, statistic = 'Sum'): Metric {
  return metric('AWS/AppSync', name, { API_Id: apiId, Resolver: resolver }, statistic);
}

export function functionMetric({ functionName }: IFunction, name: string, statistic = 'Sum'): Metric {
  return metric('AWS/Lambda', name, { FunctionName: functionName }, statistic);
}

/** What DynamoDB turned away of a table and its indexes, reads and writes together. It counts what an index turns away for the index alone. */
export function throttlesOf({ model, table: { tableName }, indexes }: WatchedTable): IMetric {
  const sources = [
    { TableName: tableName },
    ...indexes.map((one) => ({ TableName: tableName, GlobalSecondaryIndexName: one })),
  ];
  const metrics = sources.flatMap((dimensions) =>
    ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => metric('AWS/DynamoDB', name, dimensions, 'Sum')),
  );
  // One graph shows those of all tables, each by an id of its own.
  const usingMetrics = Object.fromEntries(metrics.map((one, index) => [`throttles${index}Of${model}`, one]));
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics,
    label: model,
    period: everyFiveMinutes,
  });
}

export function unitsOf({ model, table: { tableName } }: WatchedTable, name: string): Metric {
  return metric('AWS/DynamoDB', name, { TableName: tableName }, 'Sum', { label: model });
}

/** What a firewall did, over all its rules. */
export function firewallMetric(webAcl: string, region: string, name: string): Metric {
  return metric('AWS/WAFV2', name, { WebACL: webAcl, Region: region, Rule: 'ALL' }, 'Sum');
}

/** What the clients of a stage measured of themselves. */
export function clientMetric(stage: string, name: string, statistic: string): Metric {
  return metric(clientNamespace, name, { Stage: stage }, statistic);
}

/** What was counted in the API's log. */
export function logMetric(stage: string, name: LogMetricName): Metric {
  return metric(serviceNamespace(stage), name, {}, 'Sum');
}

/** How many of a hundred; none where there were fewer than `least`. */
export function percentage(part: IMetric, whole: IMetric, least: number, label: string): IMetric {
  return new MathExpression({
    expression: `IF(whole >= ${least}, 100 * FILL(part, 0) / whole, 0)`,
    usingMetrics: { part, whole },
    label,
    period: everyFiveMinutes,
  });
}

/** How many of a hundred; none where the part is less than `least`, however small the whole is. */
export function shareOf(part: IMetric, least: number, whole: IMetric, label: string): IMetric {
  return new MathExpression({
    expression: `IF(FILL(part, 0) >= ${least}, 100 * part / whole, 0)`,
    usingMetrics: { part, whole },
    label,
    period: everyFiveMinutes,
  });
}

/** A measure; 0 where it was taken less than `least` times. */
export function whereMany(measure: IMetric, samples: IMetric, least: number, label: string): IMetric {
  return new MathExpression({
    expression: `IF(samples >= ${least}, measure, 0)`,
    usingMetrics: { measure, samples },
    label,
    period: everyFiveMinutes,
  });
}

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string,
  options: Pick<MetricOptions, 'label' | 'period'> = {},
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period: everyFiveMinutes, ...options });
}
