import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkDirectory } from './checker/check.ts';
import { defaultLimits, type Violation, invariants } from './checker/violation.ts';
import { drawPlan } from './plan.ts';
import { run } from './run.ts';

/**
 * `npm run proof:chaos`: real clients against the real service while everything breaks, then the verdict on what they wrote down.
 *
 *     --full          100,000 messages and 200 faults, in place of 5,000 and 20
 *     --seed <n>      the plan of an earlier run again
 *     --sends <n>, --faults <n>, --keep
 */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    seed: { type: 'string' },
    sends: { type: 'string' },
    faults: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const size = values.full ? 'full' : 'quick';
const plan = drawPlan(seed, size, {
  ...(values.sends === undefined ? {} : { sends: Number(values.sends) }),
  ...(values.faults === undefined ? {} : { faults: Number(values.faults) }),
});
const directory = mkdtempSync(join(tmpdir(), `parley-chaos-${seed}-`));
console.log(
  `seed ${seed}, ${size}: ${plan.sends} messages, ${plan.faults.length} faults, ${plan.devices.length} devices`,
);

// The engine is ended with this process, if that ends in order.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const startedAt = Date.now();
const outcome = await run(plan, { directory, onProgress: (words) => console.log(`  ${seconds()} s  ${words}`) });
// What is to happen within a time takes several turns of several processes: on a machine that has others to serve, each is late.
const lateMs = 10 * outcome.machineLagMs;
const { repairMs, lateRepairMs, heardMs } = defaultLimits;
const violations = checkDirectory(outcome.historyDirectory, {
  repairMs: repairMs + lateMs,
  lateRepairMs: lateRepairMs + lateMs,
  heardMs: heardMs + lateMs,
});

const { acknowledged } = outcome;
const faultCount = [...outcome.faults.values()].reduce((sum, count) => sum + count, 0);
console.log(
  `\n${acknowledged} messages acknowledged in ${Math.round(outcome.workedMs / 1000)} s of work, at rest ${Math.round(outcome.settledMs)} ms after the last fault`,
);
console.log(`processes waited up to ${Math.round(outcome.machineLagMs)} ms for this machine`);
console.log(`${faultCount} faults: ${listed(outcome.faults)}`);
console.log(`befallen: ${listed(outcome.befallen)}`);
if (outcome.died.length > 0) console.log(`sessions that ended of themselves: ${outcome.died.join(', ')}`);
console.log(`${violations.length} violations, ${seconds()} s in all`);

const isMet = acknowledged >= plan.sends && faultCount >= plan.faults.length;
if (violations.length === 0 && isMet && outcome.died.length === 0) {
  // Zero in n: with a chance of more than 3/n it would have been seen, with 95 % certainty.
  console.log(
    `0 in ${acknowledged}: less than ${percent(3 / acknowledged)} of messages are lost, doubled or misplaced (95 %, rule of three).`,
  );
  if (faultCount > 0) console.log(`0 in ${faultCount}: less than ${percent(3 / faultCount)} of such faults do harm.`);
  if (!values.keep) rmSync(directory, { recursive: true, force: true });
  process.exit(0);
}

if (!isMet) console.log(`NOT DONE: ${plan.sends} messages and ${plan.faults.length} faults were planned.`);
console.log(`\nWhat befell it:\n${outcome.timeline.map((line) => `  ${line}`).join('\n')}`);
const [shortest] = violations;
if (shortest) console.log(`\nThe shortest proof:\n${told(shortest)}`);
for (const violation of violations.slice(1, 12)) console.log(`  ${violation.invariant}: ${violation.words}`);
if (violations.length > 12) console.log(`  and ${violations.length - 12} more: ${listed(byInvariant(violations))}`);
console.log(
  `\nThe same plan again: npm run proof:chaos -- ${values.full ? '--full ' : ''}--seed ${seed}\nAll of it: ${directory}`,
);
process.exit(1);

function told({ invariant, words, proof }: Violation): string {
  const lines = proof.map(({ line, file, number }) => `  ${file}:${number}  ${JSON.stringify(line).slice(0, 400)}`);
  return `${invariant}: ${invariants[invariant]}\n  ${words}\n${lines.join('\n')}`;
}

function byInvariant(all: readonly Violation[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { invariant } of all) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  return counts;
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

function seconds(): string {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}
