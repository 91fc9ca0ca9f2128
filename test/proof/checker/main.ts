import { parseArgs } from 'node:util';
import { root } from '../../../dev/build.ts';
import type { FaultKind } from '../chaos/plan.ts';
import { clientBugs } from './client-bugs.ts';
import { localBugs } from './local-bugs.ts';
import type { Befalling, PlantedBug } from './planted-bugs.ts';
import { playRun } from './play-run.ts';
import { serviceBugs } from './service-bugs.ts';
import { changesIn, openWorkshop } from './workshop.ts';

/**
 * `npm run proof:checker`: what is the checker of `npm run proof:chaos` worth? Plants mistakes in a copy of the product, one after the
 * other, and runs it until the checker notices; and once without any, when it must find nothing. Fails where one escapes.
 *
 *     [words]    only the bugs with one of these in their names; `control` is the run without
 *     --list     only says whether each can be planted
 *     --sends <n,n> how long the runs are, one after the other until it is noticed. Default: 150,600,2000
 *     --seed <n> default: 1
 */
const { values, positionals } = parseArgs({
  options: {
    list: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    sends: { type: 'string', default: '150,600,2000' },
  },
  allowPositionals: true,
});

/** Most show within the first; the rest get more of everything. */
const sizes = values.sends.split(',').map(Number);
const bugs = [...serviceBugs, ...clientBugs, ...localBugs].filter(({ name }) => isChosen(name));

/** The control is befallen by all that any bug needs to show. */
const control: PlantedBug = { name: 'control: no bug', changes: [], faults: oneOfEach(bugs), shows: [] };

for (const bug of bugs) changesIn(root, bug);
console.log(`${bugs.length} bugs, each can be planted.`);
if (values.list) process.exit(0);

const workshop = openWorkshop();
// `exit` ends what runs; what was copied goes too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));
process.once('exit', () => workshop.remove());
let escaped = 0;
console.log(`${'bug'.padEnd(84)}${'noticed by'.padEnd(16)}${'sends'.padStart(7)}${'seconds'.padStart(9)}`);
for (const bug of bugs) {
  const takeOut = workshop.plant(bug);
  const { isRight, by, sends, seconds, words } = await hunt(bug);
  takeOut();
  if (!isRight) escaped += 1;
  console.log(`${bug.name.padEnd(84)}${by.padEnd(16)}${String(sends).padStart(7)}${seconds.toFixed(1).padStart(9)}`);
  console.log(`    ${words}`);
}
if (isChosen('control')) {
  const verdict = await playRun(workshop.directory, {
    seed: Number(values.seed),
    sends: 2_000,
    faults: control.faults ?? [],
    isKept: true,
  });
  const isClean = typeof verdict !== 'string' && verdict.violations.length === 0;
  if (!isClean) escaped += 1;
  const found =
    typeof verdict === 'string'
      ? [verdict]
      : verdict.violations.map(({ invariant, words }) => `${invariant}: ${words}`);
  console.log(`${control.name.padEnd(84)}${(isClean ? 'nothing' : 'ACCUSED').padEnd(16)}`);
  for (const one of found.slice(0, 10)) console.log(`    ${one}`);
  if (!isClean && typeof verdict !== 'string') console.log(`    all of it: ${verdict.directory}`);
}
console.log(escaped === 0 ? 'None escaped.' : `${escaped} ESCAPED.`);
process.exit(escaped === 0 ? 0 : 1);

interface Hunt {
  readonly isRight: boolean;
  readonly by: string;
  readonly sends: number;
  readonly seconds: number;
  readonly words: string;
}

/** Ever larger runs, until what the bug shows is noticed. */
async function hunt({ faults = [], shows }: PlantedBug): Promise<Hunt> {
  const startedAt = Date.now();
  const since = () => (Date.now() - startedAt) / 1000;
  let sends = 0;
  let words = '';
  for (const [index, size] of sizes.entries()) {
    const verdict = await playRun(workshop.directory, { seed: Number(values.seed) + index, sends: size, faults });
    if (typeof verdict === 'string') {
      words = verdict.slice(0, 300);
      continue;
    }
    sends += verdict.acknowledged;
    const expected: readonly string[] = shows;
    const right = verdict.violations.find(({ invariant }) => expected.includes(invariant));
    const all = [...new Set(verdict.violations.map(({ invariant }) => invariant))].join(' ');
    const besides = verdict.violations.find(({ invariant }) => !expected.includes(invariant));
    const more = besides ? `; besides ${besides.invariant}: ${besides.words}` : '';
    if (right)
      return { isRight: true, by: right.invariant, sends, seconds: since(), words: `${right.words} (${all}${more})` };
    words = `not noticed by ${shows.join(', ')}${all ? `, but by ${all}: ${verdict.violations[0]?.words}` : ''}`;
  }
  return { isRight: false, by: 'ESCAPED', sends, seconds: since(), words };
}

function oneOfEach(all: readonly PlantedBug[]): Befalling[] {
  const kinds = new Map<FaultKind, Befalling>();
  for (const { faults = [] } of all)
    for (const fault of faults) if (!kinds.has(fault.kind)) kinds.set(fault.kind, fault);
  return [...kinds.values()].map((fault) => ({ ...fault, ms: Math.min(fault.ms ?? 1_500, 4_000) }));
}

function isChosen(name: string): boolean {
  return positionals.length === 0 || positionals.some((part) => name.includes(part));
}
