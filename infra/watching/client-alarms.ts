import type { AlarmDefinition } from './alarm-definition.ts';
import { clientMetric, functionMetric, percentage, whereMany } from './service-metrics.ts';
import type { Watched } from './watched.ts';

/**
 * What people see on their own screens; the rest is what may be behind it. Anybody who is signed in can report anything, and one laptop that sleeps can
 * be wrong: none of it wakes anybody by itself. `watching.ts` says what it takes besides.
 */
export function clientAlarms({ stage, metricsRecorder }: Watched): AlarmDefinition[] {
  const measured = (name: string, statistic: string) => clientMetric(stage.name, name, statistic);
  return [
    {
      about: 'hearing',
      name: 'delivery-latency',
      severity: 'notice',
      says: 'One message of twenty takes more than 3 seconds to the screens of those who listen.',
      metric: whereMany(
        measured('DeliveryLatency', 'p95'),
        measured('DeliveryLatency', 'SampleCount'),
        500,
        'delivery, ms',
      ),
      atLeast: 3000,
      within: [3, 3],
    },
    {
      about: 'hearing',
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
      about: 'hearing',
      name: 'gaps-stay-open',
      severity: 'notice',
      says: 'One gap of twenty stays open for more than 10 seconds.',
      metric: measured('GapClosed', 'p95'),
      atLeast: 10_000,
      within: [3, 3],
      runbook: 'gaps',
    },
    {
      about: 'hearing',
      name: 'outbox-old',
      severity: 'notice',
      says: 'Messages wait for more than a minute in one outbox of twenty.',
      metric: measured('OutboxAge', 'p95'),
      atLeast: 60_000,
      within: [3, 3],
    },
    {
      about: 'hearing',
      name: 'metrics-lost',
      severity: 'notice',
      says: 'What clients measure is not recorded: the alarms on it are blind.',
      metric: functionMetric(metricsRecorder, 'Errors'),
      atLeast: 5,
      within: [3, 3],
    },
  ];
}
