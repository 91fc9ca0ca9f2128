import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Watched } from './watched.ts';
import {
  apiMetric,
  clientMetric,
  everyFiveMinutes,
  firewallMetric,
  functionMetric,
  logMetric,
  resolverMetric,
  throttlesOf,
  unitsOf,
} from './service-metrics.ts';

/** One page, from what people see down to what may be behind it. */
export function createDashboard(scope: Construct, watched: Watched, alarms: readonly IAlarm[]): Dashboard {
  const { name } = watched.stage;
  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `parley-${name}`,
    defaultInterval: Duration.hours(3),
  });
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 5, alarms: [...alarms] }));
  for (const [heading, ...graphs] of rows(watched)) {
    dashboard.addWidgets(new TextWidget({ markdown: `## ${heading}`, width: 24, height: 1 }));
    const width = Math.floor(24 / graphs.length);
    dashboard.addWidgets(
      ...graphs.map(([title, ...left]) => new GraphWidget({ title, left, width, height: 6, period: periodOf(left) })),
    );
  }
  return dashboard;
}

/** A widget's own period goes before its metrics'. */
function periodOf(metrics: readonly IMetric[]): Duration {
  return metrics.every((one) => one instanceof Metric && one.period.toSeconds() === 60)
    ? Duration.minutes(1)
    : everyFiveMinutes;
}

type Graph = [title: string, ...metrics: IMetric[]];
type Row = [heading: string, ...graphs: Graph[]];

function rows({ stage, apiId, tables, authorizer, metricsRecorder, files, fileKeeper, firewall }: Watched): Row[] {
  const client = (name: string, ...statistics: string[]) =>
    statistics.map((one) => clientMetric(stage.name, name, one));
  const ofApi = (...names: string[]) => names.map((one) => apiMetric(apiId, one));
  const ofSends = (name: string, statistic?: string) => resolverMetric(apiId, 'Mutation.sendMessage', name, statistic);
  return [
    [
      'What people see',
      ['Delivery, ms', ...client('DeliveryLatency', 'p50', 'p95', 'p99')],
      ['Own message stored and shown, ms', ...client('SendStored', 'p95'), ...client('SendShown', 'p95')],
      [
        'Back to live, ms',
        ...client('ReconnectTime', 'p95'),
        ...client('SyncTime', 'p95'),
        ...client('GapClosed', 'p95'),
      ],
      [
        'Losses that were made good',
        ...client('GapFound', 'Sum'),
        ...client('DuplicateDropped', 'Sum'),
        ...client('ConnectionLost', 'Sum'),
      ],
      ['Outboxes: messages, and the oldest one in ms', ...client('OutboxDepth', 'p95'), ...client('OutboxAge', 'p95')],
    ],
    [
      'Sending',
      ['Sends', ofSends('Request'), ofSends('GraphQLError')],
      ['Sends, ms', ofSends('Latency', 'p50'), ofSends('Latency', 'p99')],
      [
        'Requests refused and failed',
        ...ofApi('4XXError', '5XXError'),
        logMetric(stage.name, 'FieldsUnavailable'),
        logMetric(stage.name, 'FieldsBroken'),
      ],
      ['Requests, ms', ...['p50', 'p99'].map((statistic) => apiMetric(apiId, 'Latency', { statistic }))],
    ],
    [
      'Hearing',
      ['Events in', ...ofApi('InboundMessageSuccess', 'InboundMessageError', 'InboundMessageFailure')],
      ['Quota', ...ofApi('OutboundMessages', 'InboundMessageDelayed', 'InboundMessageDropped')],
      [
        'Deliveries',
        ...ofApi('PublishDataMessageSuccess', 'PublishDataMessageClientError', 'PublishDataMessageServerError'),
      ],
      [
        'Not published, not invalidated',
        logMetric(stage.name, 'EventsNotPublished'),
        ...ofApi('InvalidationRequestDropped', 'InvalidationRequestFailure'),
      ],
    ],
    [
      'Connecting',
      // Counted anew each minute: over more than that they would add up.
      [
        'Open',
        ...['ActiveConnections', 'ActiveSubscriptions'].map((one) =>
          apiMetric(apiId, one, { period: Duration.minutes(1) }),
        ),
      ],
      ['Connections', ...ofApi('ConnectSuccess', 'ConnectClientError', 'ConnectServerError')],
      ['Subscriptions', ...ofApi('SubscribeSuccess', 'SubscribeClientError', 'SubscribeServerError')],
      [
        'Session authorizer',
        functionMetric(authorizer, 'Invocations'),
        functionMetric(authorizer, 'Errors'),
        functionMetric(authorizer, 'Throttles'),
      ],
      [
        'Session authorizer, ms',
        functionMetric(authorizer, 'Duration', 'p50'),
        functionMetric(authorizer, 'Duration', 'p99'),
      ],
    ],
    [
      'Below',
      ['Read units', ...tables.map((one) => unitsOf(one, 'ConsumedReadCapacityUnits'))],
      ['Write units', ...tables.map((one) => unitsOf(one, 'ConsumedWriteCapacityUnits'))],
      ['Throttled', ...tables.map(throttlesOf)],
      ['Files signed and kept', functionMetric(files, 'Invocations'), functionMetric(files, 'Errors')],
      ['Files removed', functionMetric(fileKeeper, 'Invocations'), functionMetric(fileKeeper, 'Errors')],
      ['Reports of clients', functionMetric(metricsRecorder, 'Invocations'), functionMetric(metricsRecorder, 'Errors')],
      ...(firewall ? [firewallGraph(firewall.name, Stack.of(firewall).region)] : []),
    ],
  ];
}

function firewallGraph(name: string, region: string): Graph {
  return ['Firewall', ...['AllowedRequests', 'BlockedRequests'].map((one) => firewallMetric(name, region, one))];
}
