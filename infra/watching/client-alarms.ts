import type { AlarmDefinition } from './alarm-definition.ts';
import { clientMetric, functionMetric, percentage } from './service-metrics.ts';
import type { Watched } from './watched.ts';

/** What people see on their own screens; the rest is what may be behind it. */
export function clientAlarms({ stage, metricsRecorder }: Watched): AlarmDefinition[] {
  const measured = (name: string, statistic: string) => clientMetric(stage.name, name, statistic);
  return [
    {
      name: 'delivery-latency',
      severity: 'page',
      says: 'One message of twenty takes more than 3 seconds to the screens of those who listen.',
      metric: measured('DeliveryLatency', 'p95'),
      atLeast: 3000,
      within: [3, 3],
    },
    {
      name: 'gaps-found',
      severity: 'notice',
      says: 'Clients miss more than 2 of 100 events and fetch them.',
      metric: percentage(
        measured('GapFound', 'Sum'),
        // How many there were: of the latency a report holds a sample.
        measured('Delivery', 'Sum'),
        100,
        'gaps, of 100 deliveries',
      ),
      atLeast: 2,
      within: [3, 3],
      runbook: 'gaps',
    },
    {
      name: 'gaps-stay-open',
      severity: 'notice',
      says: 'One gap of twenty stays open for more than 10 seconds.',
      metric: measured('GapClosed', 'p95'),
      atLeast: 10_000,
      within: [3, 3],
      runbook: 'gaps',
    },
    {
      name: 'outbox-old',
      severity: 'notice',
      says: 'Messages wait for more than a minute in one outbox of twenty.',
      metric: measured('OutboxAge', 'p95'),
      atLeast: 60_000,
      within: [3, 3],
    },
    {
      name: 'metrics-lost',
      severity: 'notice',
      says: 'What clients measure is not recorded: the alarms on it are blind.',
      metric: functionMetric(metricsRecorder, 'Errors'),
      atLeast: 5,
      within: [3, 3],
    },
  ];
}
