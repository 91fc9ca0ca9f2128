import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDirectory } from '../chaos/checker/check.ts';
import { drawPlan, type PlannedFault } from '../chaos/plan.ts';
import { run } from '../chaos/run.ts';
import type { Befalling } from './planted-bugs.ts';

/** What `one-run.ts` is told, as the JSON of its only argument. It plays one run in the tree that it stands in. */
export interface RunOrder {
  readonly seed: number;
  readonly sends: number;
  readonly faults: readonly Befalling[];
  /** True = what a run with violations wrote stays where it is. */
  readonly isKept?: boolean;
  /** Takes the JSON of a `RunVerdict`. */
  readonly answerFile: string;
}

export interface RunVerdict {
  readonly acknowledged: number;
  readonly directory: string;
  readonly violations: readonly { readonly invariant: string; readonly words: string }[];
}

// Written by `play-run.ts`.
const order = JSON.parse(process.argv[2] ?? '') as RunOrder;
// More people in fewer channels than in a quick run: what one misses, another shows.
const crowd = { people: 5, memberShare: 0.6, channels: 5, lastBeginsAt: 0.92 };
const drawn = drawPlan(order.seed, 'quick', { sends: order.sends, faults: 0, ...crowd });
const [first = '', second = '', third = ''] = drawn.people;
/** A spoiled product may never come to the end: what there is by then is judged. */
const comesUpWithinMs = 40_000;
const perSendMs = 60;
/** Few, so that a run begins soon: two tabs of one device, another device of the same person, and two other people. */
const devices = [
  { name: `${first}.desk`, person: first, tabs: 2 },
  { name: `${first}.phone`, person: first, tabs: 1 },
  { name: `${second}.desk`, person: second, tabs: 1 },
  { name: `${third}.desk`, person: third, tabs: 1 },
];
const plan = {
  ...drawn,
  devices,
  channels: drawn.channels.slice(0, 3),
  faults: order.faults.map(faultOf),
};
// In order, so that the engine ends as well.
process.once('SIGTERM', () => process.exit(1));
const directory = mkdtempSync(join(tmpdir(), `parley-planted-${order.seed}-`));
const startedAt = Date.now();
const outcome = await run(plan, {
  directory,
  isEnough: () => Date.now() - startedAt > comesUpWithinMs + order.sends * perSendMs,
});
const violations = checkDirectory(outcome.historyDirectory).map(({ invariant, words }) => ({ invariant, words }));
const verdict: RunVerdict = { acknowledged: outcome.acknowledged, directory, violations };
writeFileSync(order.answerFile, JSON.stringify(verdict));
if (!order.isKept || violations.length === 0) rmSync(directory, { recursive: true, force: true });
process.exit(0);

function faultOf({ kind, ms = 1_500, strength = 0.5, variant = 0.5, target = 0.5 }: Befalling): PlannedFault {
  return { kind, ms, strength, variant, target, beside: 0 };
}
