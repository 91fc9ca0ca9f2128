import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** One thing that people in a chat would notice, or soon will. */
export interface AlarmDefinition {
  /** Its page is docs/runbooks/<name>.md. */
  readonly name: string;
  /** `page`: somebody is woken, as people can not chat. `notice`: it can wait for the morning. */
  readonly severity: 'page' | 'notice';
  /** What people can not do. Whoever is woken for one of these is woken again for another. */
  readonly about: 'sending' | 'hearing' | 'connecting' | 'data';
  /** What it says, in words for whoever is woken. */
  readonly says: string;
  readonly metric: IMetric;
  /** In each five minutes. */
  readonly atLeast: number;
  /** How many of the last so many five minutes: `[2, 3]`. */
  readonly within: readonly [times: number, of: number];
  /** The runbook, where several alarms share one. */
  readonly runbook?: string;
}
