import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dimensions, metricNames, namespace } from '../../infra/lambdas/metrics-recorder/metric-names.ts';
import { stageOf } from '../../infra/stages.ts';
import { knownMetrics } from './known-metrics.ts';
import { synthesize } from './support/synth.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { service } = synthesize(stageOf('prod'));

interface Metric {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string }[];
}
interface Alarm extends Partial<Metric> {
  AlarmName: string;
  AlarmDescription: string;
  AlarmActions?: { Ref: string }[];
  Metrics?: { MetricStat?: { Metric: Metric } }[];
  TreatMissingData: string;
}
const alarms = Object.values(service.findResources('AWS::CloudWatch::Alarm')).map(
  (one) => (one as { Properties: Alarm }).Properties,
);
const pages = (alarm: Alarm) => alarm.AlarmDescription.includes('(page)');
const runbookOf = (alarm: Alarm) => /docs\/runbooks\/([a-z-]+)\.md$/.exec(alarm.AlarmDescription)?.[1] ?? '';

/** As `namespace name [dimensions]`. */
const said = (of: string, name: string, names: readonly string[]) => `${of} ${name} [${[...names].sort().join(', ')}]`;

/** What alarms look at. */
function alarmed(): string[] {
  return alarms.flatMap((alarm) => {
    const metrics = alarm.MetricName
      ? [alarm as Metric]
      : (alarm.Metrics ?? []).flatMap((one) => one.MetricStat?.Metric ?? []);
    return metrics.map((one) =>
      said(
        one.Namespace,
        one.MetricName,
        (one.Dimensions ?? []).map(({ Name }) => Name),
      ),
    );
  });
}

/** What the dashboard shows: `[namespace, name, dimension, value, …, options]`, where `.` and `...` repeat what stands above. */
function shown(): string[] {
  const [dashboard] = Object.values(service.findResources('AWS::CloudWatch::Dashboard')) as {
    Properties: { DashboardBody: { 'Fn::Join': [string, unknown[]] } };
  }[];
  const parts = dashboard?.Properties.DashboardBody['Fn::Join'][1] ?? [];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'token')).join('');
  const { widgets } = JSON.parse(text) as { widgets: { properties: { metrics?: unknown[][] } }[] };
  return widgets.flatMap(({ properties }) =>
    (properties.metrics ?? []).flatMap((row) => {
      const [of, name, ...rest] = row.filter((one): one is string => typeof one === 'string');
      return of && name
        ? [
            said(
              of,
              name,
              rest.filter((_, index) => index % 2 === 0),
            ),
          ]
        : [];
    }),
  );
}

const known = knownMetrics.flatMap((one) => one.names.map((name) => said(one.namespace, name, one.dimensions)));

describe('what is watched', () => {
  test('is measured: every metric has a source', () => {
    expect(alarmed().length).toBeGreaterThan(35);
    expect(shown().length).toBeGreaterThan(60);
    for (const metric of [...alarmed(), ...shown()]) expect(known).toContain(metric);
    for (const { source } of knownMetrics) {
      if (source.startsWith('https://docs.aws.amazon.com/')) continue;
      expect(existsSync(new URL(`../../${source}`, import.meta.url)), source).toBe(true);
    }
  });

  test('is all that the sources were read for', () => {
    const watched = new Set([...alarmed(), ...shown()]);
    expect(known.filter((metric) => !watched.has(metric))).toEqual([]);
  });

  test('is, of clients, what the function that records it writes', () => {
    const written = Object.values(metricNames).map(([name]) => name);
    const ofClients = knownMetrics.find((one) => one.namespace === namespace);
    expect(written).toEqual(expect.arrayContaining([...(ofClients?.names ?? ['none'])]));
    expect(dimensions).toContainEqual(ofClients?.dimensions);
  });

  test('is, of the log, what the service says there', () => {
    const filters = Object.values(service.findResources('AWS::Logs::MetricFilter')) as {
      Properties: { FilterPattern: string };
    }[];
    expect(filters.map((one) => one.Properties.FilterPattern).sort()).toEqual(['"Unavailable"', '"not published"']);
    expect(read('resolvers/lib/publishing.ts')).toContain("console.error('not published'");
    expect(read('schema.graphql')).toMatch(/enum ErrorType \{[^}]*\bUnavailable\b/);
  });

  test('has metrics of its own where alarms look at one resolver', () => {
    const resolvers = Object.values(service.findResources('AWS::AppSync::Resolver')) as {
      Properties: { TypeName: string; FieldName: string; MetricsConfig?: string };
    }[];
    const measured = resolvers.filter((one) => one.Properties.MetricsConfig === 'ENABLED');
    expect(measured.map(({ Properties }) => `${Properties.TypeName}.${Properties.FieldName}`)).toEqual([
      'Mutation.sendMessage',
    ]);
    service.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      EnhancedMetricsConfig: {
        ResolverLevelMetricsBehavior: 'PER_RESOLVER_METRICS',
        DataSourceLevelMetricsBehavior: 'PER_DATA_SOURCE_METRICS',
        OperationLevelMetricsConfig: 'DISABLED',
      },
    });
  });
});

describe('an alarm', () => {
  const folder = new URL('../../docs/runbooks/', import.meta.url);

  test('has a page that says what to do, and every page belongs to one', () => {
    const named = new Set([...alarms.map(runbookOf), 'backup-failed', 'session-secret']);
    const there = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
    expect(there.filter((name) => name !== 'README').sort()).toEqual([...named].sort());
  });

  test('stands on its page by its name, and in the list of all of them', () => {
    const list = read('docs/runbooks/README.md');
    for (const alarm of alarms) {
      const name = alarm.AlarmName.replace(/^parley-prod-/, '').replace(/^throttled-.*/, 'throttled-');
      const page = read(`docs/runbooks/${runbookOf(alarm)}.md`);
      expect(page, alarm.AlarmName).toContain(`\`${name}`);
      expect(list, alarm.AlarmName).toContain(`\`${name}`);
      for (const heading of ['## What people notice', '## Look', '## Mend']) expect(page).toContain(heading);
    }
  });

  test('wakes somebody through the one composite alarm, or waits for the morning, and never both', () => {
    const [paging] = Object.values(service.findResources('AWS::CloudWatch::CompositeAlarm')) as {
      Properties: { AlarmRule: object; AlarmActions: { Ref: string }[] };
    }[];
    const rule = JSON.stringify(paging?.Properties.AlarmRule);
    const ids = Object.entries(service.findResources('AWS::CloudWatch::Alarm'));
    for (const [id, { Properties }] of ids as [string, { Properties: Alarm }][]) {
      expect(rule.includes(`"${id}"`), id).toBe(pages(Properties));
      expect(Properties.AlarmActions?.[0]?.Ref ?? '', id).toMatch(pages(Properties) ? /^$/ : /^WatchingNotice/);
    }
    expect(paging?.Properties.AlarmActions[0]?.Ref).toMatch(/^WatchingPage/);
    const emails = Object.values(service.findResources('AWS::SNS::Subscription')) as {
      Properties: { Endpoint: string; TopicArn: { Ref: string } };
    }[];
    expect(emails.map(({ Properties }) => Properties.Endpoint).sort()).toEqual([
      'parley-on-call@parley.example',
      'parley-team@parley.example',
    ]);
  });

  test('is quiet where nothing happens', () => {
    for (const alarm of alarms) expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  test('watches what people in a chat would notice', () => {
    const names = alarms.map((alarm) => alarm.AlarmName.replace('parley-prod-', ''));
    for (const name of [
      ...['send-errors', 'send-latency', 'delivery-errors', 'events-not-published', 'connect-errors'],
      ...['inbound-dropped', 'outbound-near-quota', 'invalidation-dropped', 'throttled-Message', 'authorizer-errors'],
      ...['delivery-latency', 'gaps-found', 'firewall-blocks'],
    ]) {
      expect(names).toContain(name);
    }
  });
});
