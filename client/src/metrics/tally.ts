import type { MetricInput } from '../../../generated/operations.ts';
import type { ParleyMetric } from '../metric.ts';
import { createSketch, measure, sample, type Sketch } from './sketch.ts';

/** What was noted of each metric. Its size is bounded, however much is noted. */
export type Tally = Map<ParleyMetric['name'], Tallied>;

interface Tallied {
  count: number;
  /** Absent = counted alone. */
  sketch?: Sketch;
  readonly reasons: Map<string, number>;
}

/** The service's limits, in schema.graphql. */
const mostValues = 100;
const mostReasons = 20;
const largestCount = 1_000_000;

export function add(tally: Tally, metric: ParleyMetric): void {
  const { name } = metric;
  const tallied: Tallied = tally.get(name) ?? { count: 0, reasons: new Map() };
  tally.set(name, tallied);
  tallied.count += 1;
  if ('value' in metric) measure((tallied.sketch ??= createSketch()), metric.value);
  if (!('why' in metric)) return;
  const { reasons } = tallied;
  const why = reasons.has(metric.why) || reasons.size < mostReasons - 1 ? metric.why : 'other';
  reasons.set(why, (reasons.get(why) ?? 0) + 1);
}

/** The tally as the service takes it. */
export function reportOf(tally: Tally): MetricInput[] {
  return [...tally].map(([name, { count, sketch, reasons }]) => ({
    name: spelled(name),
    count: Math.min(count, largestCount),
    values: sketch ? sample(sketch, mostValues) : null,
    reasons: [...reasons].map(([why, times]) => ({ reason: spelled(why), count: Math.min(times, largestCount) })),
  }));
}

type Spelled<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Uppercase<Word>}_${Spelled<Rest>}`
  : Uppercase<Name>;

/** As the service spells it: `no-clock` is `NO_CLOCK`. */
function spelled<Name extends string>(name: Name): Spelled<Name> {
  // What the type says in types, letter for letter.
  return name.toUpperCase().replaceAll('-', '_') as Spelled<Name>;
}
