import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dimensions, metricNames, namespace } from '../../infra/lambdas/metrics-recorder/metric-names.ts';
import { readModels } from '../../infra/models.ts';
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
    expect(filters.map((one) => one.Properties.FilterPattern).sort()).toEqual([
      '"Runtime Error"',
      '"Unavailable" -"CONTENDED" -"this very moment"',
      '"not published"',
    ]);
    const errors = read('resolvers/lib/errors.ts');
    const [contended = '', unavailable = ''] = ['failContended', 'failUnavailable'].map(
      (name) => errors.split(`function ${name}(`)[1]?.split('\n}')[0] ?? '',
    );
    expect(contended).toMatch(/'Unavailable'.*'CONTENDED'.*this very moment/s);
    expect(unavailable).toContain("'Unavailable'");
    expect(unavailable).not.toMatch(/CONTENDED|this very moment/);
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
    const named = new Set([...alarms.map(runbookOf), 'backup-failed', 'session-secret', 'end-a-session']);
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

  const composites = Object.values(service.findResources('AWS::CloudWatch::CompositeAlarm')) as {
    Properties: { AlarmName: string; AlarmRule: object; AlarmActions: { Ref: string }[] };
  }[];
  const ids = Object.entries(service.findResources('AWS::CloudWatch::Alarm')) as [string, { Properties: Alarm }][];
  /** The names of the alarms that a text names by their ids. */
  const namedIn = (text: string) =>
    ids
      .filter(([id]) => text.includes(`"${id}"`))
      .map(([, one]) => one.Properties.AlarmName.replace('parley-prod-', ''));

  test('wakes somebody through the one composite alarm of what people can not do, or waits for the morning, and never both', () => {
    for (const [id, { Properties }] of ids) {
      const naming = composites.filter((one) => JSON.stringify(one.Properties.AlarmRule).includes(`"${id}"`));
      if (pages(Properties)) expect(naming, id).toHaveLength(1);
      expect(Properties.AlarmActions?.[0]?.Ref ?? '', id).toMatch(pages(Properties) ? /^$/ : /^WatchingNotice/);
    }
    for (const one of composites) expect(one.Properties.AlarmActions[0]?.Ref).toMatch(/^WatchingPage/);
    expect(composites.map((one) => one.Properties.AlarmName).sort()).toEqual(
      ['connecting', 'data', 'hearing', 'sending'].map((about) => `parley-prod-paging-${about}`),
    );
    const emails = Object.values(service.findResources('AWS::SNS::Subscription')) as {
      Properties: { Endpoint: string; TopicArn: { Ref: string } };
    }[];
    expect(emails.map(({ Properties }) => Properties.Endpoint).sort()).toEqual([
      'parley-on-call@parley.example',
      'parley-team@parley.example',
    ]);
  });

  test('of what people report wakes nobody unless the service sees it too', () => {
    const ofClients = alarms.filter((alarm) => JSON.stringify(alarm).includes(`"${namespace}"`));
    expect(ofClients.length).toBeGreaterThan(3);
    expect(ofClients.filter(pages)).toEqual([]);
    const rules = composites.map((one) => JSON.stringify(one.Properties.AlarmRule));
    const [hearing = '', ...more] = rules.filter((rule) => namedIn(rule).includes('delivery-latency'));
    expect(more).toEqual([]);
    const both = /\(ALARM\(.*?delivery.*? AND \((.*?)\)\)/.exec(hearing)?.[0] ?? '';
    expect(namedIn(both)).toEqual(
      expect.arrayContaining([
        'delivery-latency',
        'inbound-delayed',
        'outbound-near-quota',
        'send-latency',
        'api-latency',
      ]),
    );
  });

  test('of failures looks at how many of all requests fail, and at some of them at least', () => {
    for (const name of ['fields-unavailable', 'fields-broken']) {
      const alarm = alarms.find((one) => one.AlarmName === `parley-prod-${name}`) as
        { Metrics: { Expression?: string }[] } | undefined;
      expect(alarm?.Metrics.find((one) => one.Expression)?.Expression).toBe(
        'IF(FILL(part, 0) >= 20, 100 * part / whole, 0)',
      );
    }
  });

  test('of the slowest says nothing where there are too few to tell', () => {
    const byPercentile = alarms.filter((alarm) =>
      /^p\d/.test((alarm as { ExtendedStatistic?: string }).ExtendedStatistic ?? ''),
    );
    expect(byPercentile.length).toBeGreaterThan(4);
    for (const alarm of byPercentile) expect(alarm).toMatchObject({ EvaluateLowSampleCountPercentile: 'ignore' });
  });

  test('of a table looks at each of its indexes too', () => {
    for (const { name, indexes } of readModels()) {
      const text = JSON.stringify(alarms.find((one) => one.AlarmName === `parley-prod-throttled-${name}`));
      for (const index of indexes) expect(text.split(`"Value":"${index.name}"`)).toHaveLength(3);
    }
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
