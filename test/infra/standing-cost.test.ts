import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stageOf } from '../../infra/stages.ts';
import { synthesize } from './support/synth.ts';

/** The section of docs/cost.md on what a stage costs by itself: that there is as much of each thing as it says, and that it adds up. */
const page = readFileSync(new URL('../../docs/cost.md', import.meta.url), 'utf8');
const rows = (page.split('## What a stage costs by itself')[1]?.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .slice(2);

/** How many of each thing a stage has, by the first words of its row. */
function countsOf(name: 'prod' | 'dev'): Record<string, number> {
  const { service } = synthesize(stageOf(name));
  const all = <Properties>(type: string) => Object.values(service.findResources(type)) as { Properties: Properties }[];
  const metrics = all<{ MetricName?: string; Metrics?: { MetricStat?: object }[] }>('AWS::CloudWatch::Alarm').map(
    ({ Properties }) => (Properties.MetricName ? 1 : (Properties.Metrics ?? []).filter((one) => one.MetricStat).length),
  );
  const measured = all<{ MetricsConfig?: string }>('AWS::AppSync::Resolver').filter(
    ({ Properties }) => Properties.MetricsConfig === 'ENABLED',
  );
  return {
    firewall: all('AWS::WAFv2::WebACL').length,
    'its rules': all<{ Rules: object[] }>('AWS::WAFv2::WebACL').flatMap(({ Properties }) => Properties.Rules).length,
    'metrics that alarms': metrics.reduce((sum, one) => sum + one, 0),
    'the alarms': all('AWS::CloudWatch::CompositeAlarm').length,
    dashboard: all('AWS::CloudWatch::Dashboard').length,
    // Requests, errors and latency of each resolver that is measured.
    'metrics of the log': all('AWS::Logs::MetricFilter').length + 3 * measured.length,
    key: all('AWS::KMS::Key').length,
    'session secret': all('AWS::SecretsManager::Secret').length,
  };
}

describe('what a stage costs by itself', () => {
  test.each([
    ['prod', 3],
    ['dev', 5],
  ] as const)('is counted for %s as its template has it, and adds up', (name, column) => {
    const counts = countsOf(name);
    const items = rows.slice(0, -1);
    expect(items).toHaveLength(Object.keys(counts).length);
    let sum = 0;
    for (const cells of items) {
      const [key = ''] = Object.keys(counts).filter((one) => cells[1]?.startsWith(one));
      expect(Number(cells[column]), cells[1]).toBe(counts[key]);
      expect(Number(cells[column + 1]), cells[1]).toBeCloseTo(Number(cells[2]) * (counts[key] ?? NaN), 5);
      sum += Number(cells[column + 1]);
    }
    expect(Number(rows.at(-1)?.[column + 1])).toBeCloseTo(sum, 5);
  });
});
