import type { AlarmDefinition } from './alarm-definition.ts';
import { functionMetric } from './service-metrics.ts';
import type { Watched } from './watched.ts';

/** Whether people can send files and see them, and whether what they deleted goes. */
export function fileAlarms({ files, fileKeeper }: Watched): AlarmDefinition[] {
  return [
    {
      name: 'files-fail',
      severity: 'notice',
      about: 'data',
      says: 'Files can not be uploaded or shown: the function that signs and keeps them fails.',
      metric: functionMetric(files, 'Errors'),
      atLeast: 5,
      within: [2, 3],
      runbook: 'files',
    },
    {
      name: 'files-not-removed',
      severity: 'notice',
      about: 'data',
      says: 'Files of deleted messages, or of none, may still be there: the function that removes them fails.',
      metric: functionMetric(fileKeeper, 'Errors'),
      atLeast: 1,
      within: [1, 1],
      runbook: 'files',
    },
  ];
}
