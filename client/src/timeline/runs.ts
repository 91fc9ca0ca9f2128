/**
 * A stretch of positions in which every message is held: an interval of completeness. What lies between two runs is a gap, of which
 * nothing is claimed: single messages of it may be held, and are not shown.
 */
export interface Run {
  readonly from: number;
  /** Infinity = it reaches to the newest message, and whatever comes is part of it. */
  readonly through: number;
  /** The cursor of the page before it, or the position that it is to be asked for by. Null = it begins with the channel. */
  readonly older: string | number | null;
  /** The cursor of the page after it. Null = ask for what is after `through`. */
  readonly newer: string | null;
}

/** In order, with those joined that overlap or touch. */
export function joined(runs: readonly Run[]): readonly Run[] {
  const all: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.from - b.from || b.through - a.through)) {
    const last = all.at(-1);
    if (!last || run.from > last.through + 1) all.push(run);
    else if (run.through > last.through) {
      all[all.length - 1] = { ...last, through: run.through, newer: run.newer };
    }
  }
  return all;
}

/** The run that holds the position; the newest for `Infinity`. */
export function runAt(runs: readonly Run[], seq: number): Run | undefined {
  return runs.find(({ from, through }) => from <= seq && seq <= through);
}
