import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarm,
  type IAlarmRule,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Api } from '../api.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { alarmsOf } from './alarm-list.ts';
import { createAlarmTopic } from './alarm-topic.ts';
import { createDashboard } from './dashboard.ts';
import { tellOfFailedBackups } from './failed-backups.ts';
import { countInLog } from './log-metrics.ts';
import type { Watched } from './watched.ts';

export interface WatchingProps extends Omit<Watched, 'apiId'> {
  readonly api: Api;
  /** Null = the topics are not encrypted with a key of ours. */
  readonly key: Key | null;
}

const abouts = ['sending', 'hearing', 'connecting', 'data'] as const satisfies readonly AlarmDefinition['about'][];

/** Who is told when people can not chat as they should, and where to look. */
export class Watching extends Construct {
  constructor(scope: Construct, id: string, { api, key, ...rest }: WatchingProps) {
    super(scope, id);
    const watched: Watched = { ...rest, apiId: api.graphql.apiId };
    const { stage } = watched;
    countInLog(this, api.logGroup, stage.name);

    const page = createAlarmTopic(this, 'Page', key, stage.alarms.page);
    const notice = createAlarmTopic(this, 'Notice', key, stage.alarms.notice);
    const alarms = alarmsOf(watched).map((definition) => ({ definition, alarm: this.create(definition, stage.name) }));
    for (const { definition, alarm } of alarms) {
      if (definition.severity === 'notice') alarm.addAlarmAction(new SnsAction(notice));
    }
    const named = (...names: string[]) =>
      alarms.filter(({ definition }) => names.includes(definition.name)).map(({ alarm }) => isOn(alarm));
    // Slow for people, as they say, and slow within the service, as it says itself.
    const slow = AlarmRule.allOf(
      ...named('delivery-latency'),
      AlarmRule.anyOf(...named('inbound-delayed', 'outbound-near-quota', 'send-latency', 'api-latency')),
    );
    // Whatever breaks, it breaks in several places at once: somebody is woken once, and reads there which. Another thing that people can not do wakes
    // them again, also while the first is still on.
    const paging = abouts.map((about) => {
      const urgent = alarms
        .filter(({ definition }) => definition.severity === 'page' && definition.about === about)
        .map(({ alarm }) => isOn(alarm));
      const composite = new CompositeAlarm(this, `Paging-${about}`, {
        compositeAlarmName: `parley-${stage.name}-paging-${about}`,
        alarmDescription: `People can not chat as they should: ${about}. Which alarms are on: docs/runbooks/README.md.`,
        alarmRule: AlarmRule.anyOf(...urgent, ...(about === 'hearing' ? [slow] : [])),
      });
      composite.addAlarmAction(new SnsAction(page));
      composite.addOkAction(new SnsAction(page));
      return composite;
    });

    if (stage.data.backups) tellOfFailedBackups(this, notice, key);
    createDashboard(this, watched, [...paging, ...alarms.map(({ alarm }) => alarm)]);
  }

  private create({ name, severity, says, metric, atLeast, within, runbook }: AlarmDefinition, stage: string): Alarm {
    const [datapointsToAlarm, evaluationPeriods] = within;
    return new Alarm(this, name, {
      alarmName: `parley-${stage}-${name}`,
      alarmDescription: `${says} (${severity}) docs/runbooks/${runbook ?? name}.md`,
      metric,
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm,
      evaluationPeriods,
      // The slowest of a hundred is any one of ten.
      ...(metric instanceof Metric && /^p\d/.test(metric.statistic)
        ? { evaluateLowSampleCountPercentile: 'ignore' }
        : {}),
      // Nothing is measured where nothing happens, such as at night.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function isOn(alarm: IAlarm): IAlarmRule {
  return AlarmRule.fromAlarm(alarm, AlarmState.ALARM);
}
