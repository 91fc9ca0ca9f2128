import type { Report } from './assembly-error.ts';
import { attributeOf } from './identity.ts';
import type { ScheduleDefinition } from './model.ts';
import { propertiesOf } from './properties.ts';
import type { Resource } from './scope.ts';

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The functions that an enabled `AWS::Events::Rule` calls at a fixed rate. Rules for events, and those of a clock (`cron`), have no part in
 * serving an API and are left out, as are targets that are no function of the assembly.
 */
export function readSchedules(
  resource: Resource,
  functionArns: ReadonlySet<string>,
  report: Report,
): ScheduleDefinition[] {
  const properties = propertiesOf(resource, report);
  const [, count, unit = ''] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(properties.optionalString('ScheduleExpression') ?? '') ?? [];
  if (count === undefined || properties.optionalString('State') === 'DISABLED') return [];
  const everyMs = Number(count) * (unitMs[unit] ?? 0);
  const ruleArn = attributeOf(resource, 'Arn', report);
  return properties
    .children('Targets')
    .map((target) => ({ ruleArn, everyMs, functionArn: target.string('Arn'), input: target.optionalString('Input') }))
    .filter(({ functionArn }) => functionArns.has(functionArn));
}
