import type { AlarmDefinition } from './alarm-definition.ts';
import { apiMetric, functionMetric } from './service-metrics.ts';
import type { Watched } from './watched.ts';

/** Whether people get in, and stay. */
export function connectingAlarms({ apiId, authorizer }: Watched): AlarmDefinition[] {
  return [
    {
      about: 'connecting',
      name: 'connect-errors',
      severity: 'page',
      says: 'AppSync fails to open connections.',
      metric: apiMetric(apiId, 'ConnectServerError'),
      atLeast: 20,
      within: [2, 3],
    },
    {
      about: 'connecting',
      name: 'connects-refused',
      severity: 'notice',
      says: 'Many connections are refused: no session that holds, or too many at once.',
      metric: apiMetric(apiId, 'ConnectClientError'),
      atLeast: 500,
      within: [3, 3],
    },
    {
      about: 'connecting',
      name: 'subscribe-errors',
      severity: 'page',
      says: 'AppSync fails to start subscriptions: people see nothing new.',
      metric: apiMetric(apiId, 'SubscribeServerError'),
      atLeast: 20,
      within: [2, 3],
    },
    {
      about: 'connecting',
      name: 'subscribes-refused',
      severity: 'notice',
      says: 'Many subscriptions are refused.',
      metric: apiMetric(apiId, 'SubscribeClientError'),
      atLeast: 500,
      within: [3, 3],
    },
    {
      about: 'connecting',
      name: 'authorizer-errors',
      severity: 'page',
      says: 'Sessions can not be verified: nobody gets in, and within a minute nobody stays.',
      metric: functionMetric(authorizer, 'Errors'),
      atLeast: 5,
      within: [1, 1],
      runbook: 'authorizer',
    },
    {
      about: 'connecting',
      name: 'authorizer-throttled',
      severity: 'page',
      says: 'Lambda turns the session authorizer away: who comes anew is refused.',
      metric: functionMetric(authorizer, 'Throttles'),
      atLeast: 1,
      within: [1, 1],
      runbook: 'authorizer',
    },
    {
      about: 'connecting',
      name: 'authorizer-slow',
      severity: 'notice',
      says: 'Verifying a session takes more than 2 of its 5 seconds.',
      metric: functionMetric(authorizer, 'Duration', 'p99'),
      atLeast: 2000,
      within: [3, 3],
      runbook: 'authorizer',
    },
  ];
}
