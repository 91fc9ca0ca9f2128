import type { AlarmDefinition } from './alarm-definition.ts';
import { apiMetric, logMetric } from './service-metrics.ts';
import type { Watched } from './watched.ts';

/** AppSync endpoints and quotas: outbound messages of one API, a second. */
const outboundQuota = 1_000_000;

/** Whether what is written reaches those who listen. */
export function hearingAlarms({ apiId, stage }: Watched): AlarmDefinition[] {
  const shared = { about: 'hearing', severity: 'page', atLeast: 1, within: [1, 1] } as const;
  return [
    {
      ...shared,
      name: 'events-not-published',
      says: 'Messages are stored, but nobody is told of them.',
      metric: logMetric(stage.name, 'EventsNotPublished'),
      atLeast: 5,
      within: [2, 3],
    },
    {
      ...shared,
      name: 'delivery-errors',
      says: 'AppSync fails to hand events to those who listen.',
      metric: apiMetric(apiId, 'PublishDataMessageServerError'),
      atLeast: 10,
      within: [2, 3],
    },
    {
      ...shared,
      name: 'inbound-dropped',
      says: 'AppSync throws events away: the quota of inbound or outbound messages is used up.',
      metric: apiMetric(apiId, 'InboundMessageDropped'),
      runbook: 'messages-dropped',
    },
    {
      ...shared,
      name: 'inbound-delayed',
      severity: 'notice',
      says: 'AppSync holds events back: the quota of inbound or outbound messages is nearly used up.',
      metric: apiMetric(apiId, 'InboundMessageDelayed'),
      runbook: 'messages-dropped',
    },
    {
      ...shared,
      name: 'outbound-near-quota',
      severity: 'notice',
      says: 'Deliveries take more than 80 of 100 of the quota.',
      metric: apiMetric(apiId, 'OutboundMessages'),
      atLeast: 0.8 * outboundQuota * 300,
      runbook: 'messages-dropped',
    },
    {
      ...shared,
      name: 'inbound-failed',
      says: 'AppSync fails to take events in.',
      metric: apiMetric(apiId, 'InboundMessageFailure'),
      atLeast: 10,
      within: [2, 3],
      runbook: 'delivery-errors',
    },
    {
      ...shared,
      name: 'event-too-large',
      severity: 'notice',
      says: 'An event was refused, such as for being larger than 240 KB: nobody heard it.',
      metric: apiMetric(apiId, 'InboundMessageError'),
    },
    {
      ...shared,
      name: 'invalidation-dropped',
      severity: 'notice',
      says: 'Subscriptions of people who lost a channel were not ended at once. They hear nothing all the same.',
      metric: apiMetric(apiId, 'InvalidationRequestDropped'),
      runbook: 'invalidations',
    },
    {
      ...shared,
      name: 'invalidation-failed',
      severity: 'notice',
      says: 'AppSync fails to end subscriptions of people who lost a channel. They hear nothing all the same.',
      metric: apiMetric(apiId, 'InvalidationRequestFailure'),
      runbook: 'invalidations',
    },
  ];
}
