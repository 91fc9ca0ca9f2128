import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { type Costs, costOf, day } from '../support/people-cost.ts';

/**
 * The section of docs/cost.md on what people cost: computed of the measured table on the same page, and of stated prices.
 * `npx vitest run --project infra test/infra/people-cost.test.ts -u` writes it anew.
 */
const file = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));
const page = readFileSync(file, 'utf8');
const sizes = [1, 100, 10_000, 1_000_000];

/** By operation and situation, of the measured table. */
const rows = new Map(
  (page.split('<!-- measured: operations -->')[1]?.split('<!-- end: operations -->')[0] ?? '')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length > 7)
    .map((cells) => [`${cells[1]} ${cells[2]}`, { billed: parseFloat(cells[6] ?? ''), perMillion: Number(cells[7]) }]),
);

/** What prod costs by itself, as the same page has it. */
const stage = Number(/\| \*\*together\*\* +\| +\| +\| +([\d.]+) \|/.exec(page)?.[1]);

function measured(operation: string, situation: string): { billed: number; perMillion: number } {
  const row = rows.get(`\`${operation}\` ${situation}`);
  if (!row || !Number.isFinite(row.perMillion)) throw new Error(`nothing was measured of ${operation} ${situation}`);
  return row;
}

test('docs/cost.md says what people cost', async () => {
  const costs = sizes.map((people) => costOf(people, measured, stage));
  const parts = Object.keys(costs[0] ?? {}) as (keyof Costs)[];
  const sum = (one: Costs) => parts.reduce((total, part) => total + one[part], 0);
  const line = (name: string, value: (one: Costs, people: number) => number) =>
    `| ${[name, ...costs.map((one, index) => money(value(one, sizes[index] ?? 1)))].join(' | ')} |`;
  const table = [
    `| US dollars a month, for so many daily people | ${sizes.map((people) => people.toLocaleString('en')).join(' | ')} |`,
    `| --- | ${sizes.map(() => '---:').join(' | ')} |`,
    ...parts.map((part) => line(part, (one) => one[part])),
    line('**together**', sum),
    line('for each person', (one, people) => sum(one) / people),
  ];
  const acts = day.map(
    ([operation, situation, times]) => `${times} \`${operation}\`${situation ? ` (${situation})` : ''}`,
  );
  const text = `A working day of one person: ${acts.join(', ')}.\n\n${table.join('\n')}`;
  const [begin, end] = ['<!-- computed: people -->', '<!-- end: people -->'];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/cost.md has no ${begin} … ${end}`);
  const filled = `${before}${begin}\n\n${text}\n\n${end}${after}`;
  await expect(await format(filled, { ...(await resolveConfig(file)), parser: 'markdown' })).toMatchFileSnapshot(file);
});

test('twice as many people cost about twice as much, from a channel’s worth of them on', () => {
  const sum = (people: number) =>
    Object.values<number>({ ...costOf(people, measured, stage) }).reduce((a, b) => a + b, 0) - stage;
  expect(sum(2_000) / sum(1_000)).toBeCloseTo(2, 5);
  // Alone, nobody hears one.
  expect(sum(100) / sum(1)).toBeGreaterThan(100);
});

function money(dollars: number): string {
  const digits = dollars >= 100 ? 0 : 2;
  return dollars.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
