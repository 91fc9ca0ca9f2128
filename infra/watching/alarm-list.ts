import { Stack } from 'aws-cdk-lib';
import type { AlarmDefinition } from './alarm-definition.ts';
import { clientAlarms } from './client-alarms.ts';
import { connectingAlarms } from './connecting-alarms.ts';
import { fileAlarms } from './file-alarms.ts';
import { hearingAlarms } from './hearing-alarms.ts';
import {
  apiMetric,
  firewallMetric,
  logMetric,
  percentage,
  resolverMetric,
  shareOf,
  throttlesOf,
} from './service-metrics.ts';
import type { Watched } from './watched.ts';

/** Every alarm of a stage. */
export function alarmsOf(watched: Watched): readonly AlarmDefinition[] {
  return [
    ...sending(watched),
    ...hearingAlarms(watched),
    ...connectingAlarms(watched),
    ...clientAlarms(watched),
    ...fileAlarms(watched),
    ...below(watched),
  ];
}

function sending({ apiId, stage }: Watched): AlarmDefinition[] {
  const ofSends = (name: string, statistic?: string) => resolverMetric(apiId, 'Mutation.sendMessage', name, statistic);
  // Each of them is measured once for a request, whatever it asks for.
  const requests = apiMetric(apiId, 'Latency', { statistic: 'SampleCount' });
  const shared = { about: 'sending' } as const;
  return [
    {
      ...shared,
      // What callers do wrong counts too, and anybody can do that: it wakes nobody.
      name: 'send-errors',
      severity: 'notice',
      says: 'More than 5 of 100 messages are refused or fail.',
      metric: percentage(ofSends('GraphQLError'), ofSends('Request'), 100, 'refused or failed sends, of 100'),
      atLeast: 5,
      within: [3, 3],
    },
    {
      ...shared,
      name: 'fields-broken',
      severity: 'page',
      says: 'The service fails by a mistake of its own.',
      metric: shareOf(logMetric(stage.name, 'FieldsBroken'), 20, requests, 'broken fields, of 100 requests'),
      atLeast: 2,
      within: [2, 3],
      runbook: 'send-errors',
    },
    {
      ...shared,
      name: 'send-latency',
      severity: 'notice',
      says: 'One send of a hundred takes more than 2 seconds.',
      metric: ofSends('Latency', 'p99'),
      atLeast: 2000,
      within: [3, 3],
    },
    {
      ...shared,
      name: 'fields-unavailable',
      severity: 'page',
      says: 'What people ask for fails, since a part of the service does not answer.',
      metric: shareOf(logMetric(stage.name, 'FieldsUnavailable'), 20, requests, 'fields unavailable, of 100 requests'),
      atLeast: 2,
      within: [2, 3],
    },
    {
      ...shared,
      name: 'api-errors',
      severity: 'page',
      says: 'AppSync itself answers with errors.',
      metric: apiMetric(apiId, '5XXError'),
      atLeast: 10,
      within: [2, 3],
    },
    {
      ...shared,
      name: 'api-refusals',
      severity: 'notice',
      says: 'Many requests are turned away before they reach the service: no session, or too many at once.',
      metric: apiMetric(apiId, '4XXError'),
      atLeast: 500,
      within: [3, 3],
    },
    {
      ...shared,
      name: 'api-latency',
      severity: 'notice',
      says: 'One request of a hundred takes more than a second.',
      metric: apiMetric(apiId, 'Latency', { statistic: 'p99' }),
      atLeast: 1000,
      within: [3, 3],
    },
  ];
}

function below({ tables, firewall }: Watched): AlarmDefinition[] {
  return [
    ...tables.map((one): AlarmDefinition => ({
      name: `throttled-${one.model}`,
      severity: 'page',
      about: 'data',
      says: `DynamoDB turns away reads or writes of ${one.model}.`,
      metric: throttlesOf(one),
      atLeast: 20,
      within: [2, 3],
      runbook: 'throttled',
    })),
    ...(firewall
      ? [
          {
            name: 'firewall-blocks',
            severity: 'notice',
            about: 'connecting',
            says: 'The firewall turns away many requests.',
            metric: firewallMetric(firewall.name, Stack.of(firewall).region, 'BlockedRequests'),
            atLeast: 1000,
            within: [2, 3],
          } as const,
        ]
      : []),
  ];
}
