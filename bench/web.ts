import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../test/support/browser.ts';
import { startChild } from './measure/child.ts';
import { median, quantile } from './measure/statistics.ts';
import { measureFirstLoad } from './web/first-load.ts';
import { measureOpening } from './web/opening.ts';
import { measureSwitching } from './web/switching.ts';
import { measureTyping } from './web/typing.ts';

/**
 * Measures the web client in Chromium, against its budgets and beside bare pages that do the least that can be done: `npm run bench:web`.
 *
 *   --quick   a few times each; printed and not kept
 */
const isQuick = process.argv.includes('--quick');
const loadBefore = loadavg()[0] ?? 0;
const product = await startChild('web/product.ts');
const { origin } = product.greeting as { origin: string };
const browser = await launchBrowser();

interface Budget {
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const budgets: Budget[] = [];
const parts: string[] = [];
try {
  const firstLoad = await measureFirstLoad(browser, origin);
  const kilobytes = firstLoad.gzipBytes / 1_000;
  budgets.push(atMost('script of the first load, gzip', kilobytes, 200, 'kB'));

  const opening = await measureOpening(browser, origin, isQuick ? 5 : 30);
  budgets.push(atMost('newest messages painted after a page’s navigation, p95', p95(opening.load), 300, 'ms'));
  budgets.push(atMost('newest messages painted after a change of channel, p95', p95(opening.change), 300, 'ms'));
  parts.push(
    table(
      ['opening a channel', 'p50 ms', 'p95 ms', '÷ bare page, p50'],
      [
        ['navigation', ...spread(opening.load), ratio(opening.load, opening.bareLoad)],
        ['change of channel', ...spread(opening.change), ratio(opening.change, opening.bareLoad)],
        ['bare page', ...spread(opening.bareLoad), '1.0'],
      ],
    ),
  );

  const typing = await measureTyping(browser, origin, product, {
    held: 10_000,
    keys: isQuick ? 40 : 300,
    perSecond: 100,
  });
  budgets.push(atMost('key to paint while events arrive, p95', p95(typing.busy), 50, 'ms'));
  budgets.push(atMost('rows in the page', typing.rows, 400, ''));
  parts.push(
    table(
      ['key to paint', 'p50 ms', 'p95 ms', '÷ bare field, p50'],
      [
        [`${typing.eventsPerSecond.toFixed(0)} events/s`, ...spread(typing.busy), ratio(typing.busy, typing.bare)],
        ['no events', ...spread(typing.quiet), ratio(typing.quiet, typing.bare)],
        ['bare field', ...spread(typing.bare), '1.0'],
      ],
    ),
    `The page had read back through ${typing.held.toLocaleString('en')} messages; its heap was ${typing.heapMegabytes.toFixed(0)} MB.`,
  );

  const switching = await measureSwitching(browser, origin, isQuick ? 50 : 500);
  const [first, last] = [switching.heap[0], switching.heap.at(-1)];
  const growth = (last?.objects ?? NaN) / (first?.objects ?? NaN);
  budgets.push(atMost(`objects held after ${last?.switches} changes of channel ÷ before`, growth, 1.1, ''));
  budgets.push(atMost('subscriptions at once beyond those of the sidebar', switching.most - switching.resting, 3, ''));
  parts.push(
    table(
      ['changes of channel', 'objects MB', 'compiled code MB', 'browser’s own MB', 'nodes'],
      switching.heap.map(({ switches, objects, code, native, nodes }) => [
        String(switches),
        ...[objects, code, native].map((megabytes) => megabytes.toFixed(2)),
        String(nodes),
      ]),
    ),
  );
} finally {
  await browser.close();
  await product.end();
}

const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
const page = [
  '# The web client in Chromium',
  `${date}, Node ${process.versions.node}, load before ${loadBefore.toFixed(1)}. \`npm run bench:web\` writes this page. Server, browser and the ` +
    'writers of events share the machine; a bare page beside each figure says how much of it is the machine’s.',
  '## Budgets',
  table(
    ['budget', 'wanted', 'measured', ''],
    budgets.map(({ name, wanted, measured, isMet }) => [name, wanted, measured, isMet ? 'met' : '**missed**']),
  ),
  '## Beside a bare page',
  ...parts,
].join('\n\n');
console.log(page);
if (!isQuick) {
  const results = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}web.md`, `${page}\n`);
}
process.exit(0);

function atMost(name: string, value: number, most: number, unit: string): Budget {
  const say = (figure: number) => `${Number(figure.toFixed(figure < 10 ? 2 : 0))}${unit && ` ${unit}`}`;
  return { name, wanted: `≤ ${say(most)}`, measured: say(value), isMet: value <= most };
}

function p95(values: readonly number[]): number {
  return quantile(values, 0.95);
}

function spread(values: readonly number[]): [string, string] {
  return [median(values).toFixed(0), p95(values).toFixed(0)];
}

function ratio(ours: readonly number[], bare: readonly number[]): string {
  return (median(ours) / median(bare)).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
