import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, isEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { embeddedMetrics } from '../../infra/lambdas/metrics-recorder/embedded-metrics.ts';
import { dimensions, metricNames } from '../../infra/lambdas/metrics-recorder/metric-names.ts';
import { embeddedMetricProblems, extractMetrics } from '../support/embedded-metrics.ts';

const now = Date.now();
const lineOf = (report: unknown) => {
  const document = embeddedMetrics(report, 'prod', now);
  return document === null ? null : JSON.stringify(document);
};
const report = (...metrics: unknown[]) => ({ platform: 'WEB', version: '0.1.0', metrics });
const membersOf = (given: unknown) => embeddedMetrics(given, 'prod', now) ?? {};

describe('a report', () => {
  test('becomes a line that CloudWatch takes for metrics, over all platforms and by platform', () => {
    const line = lineOf(
      report(
        { name: 'DELIVERY_LATENCY', count: 3, values: [48, 52, 61.5], reasons: null },
        { name: 'GAP_FOUND', count: 2, values: null, reasons: null },
        { name: 'BURST_SIZE', count: 2, values: [1, 7] },
      ),
    );
    const all = { namespace: 'Parley/Client', dimensions: { Stage: 'prod' } };
    const expected = [
      { ...all, name: 'DeliveryLatency', unit: 'Milliseconds', values: [48, 52, 61.5] },
      { ...all, name: 'GapFound', unit: 'Count', values: [2] },
      { ...all, name: 'BurstSize', unit: 'Count', values: [1, 7] },
    ];
    expect(extractMetrics(line ?? '')).toEqual([
      ...expected,
      ...expected.map((one) => ({ ...one, dimensions: { Stage: 'prod', Platform: 'web' } })),
    ]);
  });

  test('keeps beside the metrics what makes none: how many were measured, why, and by which version', () => {
    const members = membersOf(
      report(
        { name: 'SEND_STORED', count: 4_000, values: [5] },
        { name: 'SEND_REFUSED', count: 3, reasons: [{ reason: 'CONTENT_TOO_LONG', count: 2 }] },
      ),
    );
    expect(members).toMatchObject({
      Version: '0.1.0',
      Counts: { SendStored: 4_000 },
      Reasons: { SendRefused: { CONTENT_TOO_LONG: 2 } },
    });
  });

  test.each([
    ['WEB', 'web'],
    ['NODE', 'node'],
    ['REACT_NATIVE', 'react-native'],
    ['OTHER', 'other'],
    ['FRIDGE', 'other'],
    [undefined, 'other'],
    ['constructor', 'other'],
  ])('of the platform %s is told as of %s', (platform, told) => {
    expect(membersOf({ ...report({ name: 'POLL', count: 1 }), platform })).toMatchObject({ Platform: told });
  });

  test('with everything that it can hold fits into a line', () => {
    const reasons = Array.from({ length: 20 }, (_, index) => ({
      reason: `${'R'.repeat(20)}${'_'.repeat(index)}`,
      count: 1_000_000,
    }));
    const values = Array.from({ length: 100 }, () => 86_399_999.123456);
    const line = lineOf(
      report(...Object.keys(metricNames).map((name) => ({ name, count: 1_000_000, values, reasons }))),
    );
    expect(embeddedMetricProblems(line ?? '')).toEqual([]);
    expect(extractMetrics(line ?? '')).toHaveLength(dimensions.length * Object.keys(metricNames).length);
  });
});

/** The same that the resolver refuses, and what the schema does: nobody may have looked at it. */
describe('what does not fit', () => {
  test.each([
    ['no report', null],
    ['what is no text where it should be', report({ name: { toString: 1 }, count: 1 })],
    ['a text', 'report'],
    ['no metrics', { platform: 'WEB', version: '0.1.0' }],
    ['no list of them', { metrics: { name: 'POLL', count: 1 } }],
    ['none', report()],
    ['an unknown name', report({ name: 'HEART_RATE', count: 1 })],
    ['a name of every object', report({ name: 'constructor', count: 1 })],
    ['no count', report({ name: 'POLL' })],
    ['a count of nothing', report({ name: 'POLL', count: 0 })],
    ['half a count', report({ name: 'POLL', count: 1.5 })],
    ['too large a count', report({ name: 'POLL', count: 1_000_001 })],
    ['a count that is text', report({ name: 'POLL', count: '1' })],
    ['nothing measured', report({ name: 'SEND_STORED', count: 1 })],
    ['no values', report({ name: 'SEND_STORED', count: 1, values: [] })],
    [
      'values that are none',
      report({ name: 'SEND_STORED', count: 1, values: ['1', null, NaN, Infinity, -1, 86_400_001, {}] }),
    ],
  ])('is left out, and writes no line where it is all: %s', (_, given) => {
    expect(lineOf(given)).toBeNull();
  });

  test('leaves the rest as it is', () => {
    const members = membersOf(
      report(
        { name: 'HEART_RATE', count: 1 },
        { name: 'SEND_STORED', count: 9, values: ['5', 5, 86_400_000, 0] },
        { name: 'SEND_STORED', count: 1, values: [7] },
        {
          name: 'POLL',
          count: 1_000_000,
          values: [5],
          reasons: [
            { reason: 'what they wrote', count: 1 },
            { reason: 'HOLE', count: 2 },
          ],
        },
      ),
    );
    expect(members).toMatchObject({ SendStored: [5, 86_400_000, 0], Poll: 1_000_000, Reasons: { Poll: { HOLE: 2 } } });
    expect(Object.keys(members).sort()).toEqual(
      ['Counts', 'Platform', 'Poll', 'Reasons', 'SendStored', 'Stage', 'Version', '_aws'].sort(),
    );
  });

  test('of a version is left out alone', () => {
    const given = { ...report({ name: 'POLL', count: 1 }), version: 'the one that Alice has' };
    expect(membersOf(given)).not.toHaveProperty('Version');
  });

  test('of more than 100 values is cut', () => {
    const values = Array.from({ length: 150 }, (_, index) => index);
    expect(membersOf(report({ name: 'SYNC_TIME', count: 150, values }))).toMatchObject({
      SyncTime: values.slice(0, 100),
    });
  });

  test('never makes a line that CloudWatch would not take, whatever is sent', () => {
    const names = Object.keys(metricNames);
    const count = fc.oneof(fc.integer({ min: -2, max: 2_000_000 }), fc.double(), fc.anything());
    const metric = fc.record(
      {
        name: fc.oneof(fc.constantFrom(...names), fc.string()),
        count,
        values: fc.oneof(fc.array(fc.oneof(fc.double(), fc.nat(), fc.anything()), { maxLength: 120 }), fc.anything()),
        reasons: fc.oneof(fc.array(fc.record({ reason: fc.string(), count }), { maxLength: 30 }), fc.anything()),
      },
      { requiredKeys: [] },
    );
    const given = fc.oneof(
      fc.record({ platform: fc.anything(), version: fc.anything(), metrics: fc.array(metric, { maxLength: 60 }) }),
      fc.anything(),
    );
    fc.assert(
      fc.property(given, (one) => {
        const line = lineOf(one);
        if (line !== null) expect(embeddedMetricProblems(line)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the names of metrics', () => {
  test('are those of the schema, each once, in words as CloudWatch has them', () => {
    const schema = buildSchema(
      readFileSync(new URL('../../operations/codegen/appsync.graphql', import.meta.url), 'utf8') +
        readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    );
    const type = schema.getType('MetricName');
    const named = isEnumType(type) ? type.getValues() : [];
    expect(Object.keys(metricNames).sort()).toEqual(named.map(({ name }) => name).sort());
    const told = Object.values(metricNames).map(([name]) => name);
    expect(new Set(told).size).toBe(told.length);
    for (const [key, [name]] of Object.entries(metricNames)) {
      expect(name.replaceAll(/(?<=.)(?=[A-Z])/g, '_').toUpperCase()).toBe(key);
    }
    // What is measured is said to be, and what is counted is not.
    for (const { name, description } of named) {
      expect([name, description?.startsWith('Measured')]).toEqual([name, metricNames[name]?.[1] !== 'counted']);
    }
  });

  test('and their dimensions make no more than what CloudWatch is paid for by the dozen', () => {
    const platforms = 4;
    expect(dimensions).toEqual([['Stage'], ['Stage', 'Platform']]);
    expect(Object.keys(metricNames).length * (1 + platforms)).toBeLessThanOrEqual(100);
  });
});

describe('the rules of the format, as these tests know them,', () => {
  const document = {
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: 'N', Dimensions: [['D']], Metrics: [{ Name: 'M' }] }] },
    D: 'd',
    M: 1,
  };
  const changed = (change: (copy: typeof document & Record<string, unknown>) => void) => {
    const copy = structuredClone(document) as typeof document & Record<string, unknown>;
    change(copy);
    return embeddedMetricProblems(JSON.stringify(copy));
  };

  test('take the least that there can be', () => {
    expect(embeddedMetricProblems(JSON.stringify(document))).toEqual([]);
  });

  test.each<[string, (copy: typeof document & Record<string, unknown>) => void]>([
    ['half a millisecond', (copy) => void (copy._aws.Timestamp = now + 0.5)],
    ['a time in seconds', (copy) => void (copy._aws.Timestamp = Math.floor(now / 1000))],
    ['no namespace', (copy) => void (copy._aws.CloudWatchMetrics[0]!.Namespace = '')],
    ['a long one', (copy) => void (copy._aws.CloudWatchMetrics[0]!.Namespace = 'N'.repeat(256))],
    ['no dimensions', (copy) => void (copy._aws.CloudWatchMetrics[0]!.Dimensions = [])],
    [
      'ten of them',
      (copy) => void (copy._aws.CloudWatchMetrics[0]!.Dimensions = [Array.from({ length: 10 }, () => 'D')]),
    ],
    ['one that is not there', (copy) => void Reflect.deleteProperty(copy, 'D')],
    ['a metric that is not there', (copy) => void Reflect.deleteProperty(copy, 'M')],
    ['one that is text', (copy) => void Reflect.set(copy, 'M', '1')],
    [
      'one with its counts, as another interface of CloudWatch has it',
      (copy) => void Reflect.set(copy, 'M', { Values: [1], Counts: [2] }),
    ],
    ['one without values', (copy) => void Reflect.set(copy, 'M', [])],
    [
      'one with 101',
      (copy) =>
        void Reflect.set(
          copy,
          'M',
          Array.from({ length: 101 }, () => 1),
        ),
    ],
    [
      'one in an unknown unit',
      (copy) => void Reflect.set(copy._aws.CloudWatchMetrics[0]!.Metrics[0]!, 'Unit', 'Hours'),
    ],
  ])('refuse %s', (_, change) => {
    expect(changed(change)).toHaveLength(1);
  });

  test('refuse words before the document', () => {
    expect(embeddedMetricProblems(`INFO ${JSON.stringify(document)}`)).toHaveLength(1);
  });
});
