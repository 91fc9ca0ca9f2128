import { faults } from './faults/index.ts';
import type { Begun } from './faults/fault.ts';
import type { HistoryWriter } from './history-files.ts';
import type { FaultKind, PlannedFault } from './plan.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** Lets the planned faults befall a run, one to three at a time, as the run goes on. */
export interface FaultRunner {
  /** How many have begun, by kind. */
  readonly counts: ReadonlyMap<FaultKind, number>;
  readonly begun: number;
  readonly isDone: boolean;
  /** `share`: how much of the run is done, from 0 to 1. Begins what is due. */
  advance(share: number): void;
  /** Resolves when nothing is broken any more. Rejects where a fault could not be begun or ended as it should. */
  settled(): Promise<void>;
  /** What happened, for whoever reads a failure. */
  readonly timeline: readonly string[];
}

/** A fault that finds nothing to befall is tried again so often; its turn comes later. */
const retryMs = 250;

export function createFaultRunner(
  stage: Stage,
  planned: readonly PlannedFault[],
  random: Random,
  history: HistoryWriter,
): FaultRunner {
  const counts = new Map<FaultKind, number>();
  const underWay = new Set<Promise<unknown>>();
  const failures: Error[] = [];
  const timeline: string[] = [];
  const startedAt = Date.now();
  let next = 0;
  let isStarting = false;
  let notBefore = 0;

  function advance(share: number): void {
    const fault = planned[next];
    if (!fault || isStarting || Date.now() < notBefore) return;
    if (share < (stage.plan.lastBeginsAt * next) / planned.length || underWay.size > fault.beside) return;
    isStarting = true;
    const run = befall(fault, next)
      .catch((error: unknown) => {
        failures.push(new Error(`${fault.kind} failed`, { cause: error }));
        // What can not be done is not tried for ever.
        next = planned.length;
      })
      .finally(() => underWay.delete(run));
    underWay.add(run);
  }

  async function befall(fault: PlannedFault, n: number): Promise<void> {
    const { kind, ms } = fault;
    let begun: Begun | null;
    try {
      begun = await faults[kind](stage, fault, random.fork(`${kind} ${n}`));
    } finally {
      isStarting = false;
    }
    if (!begun) {
      notBefore = Date.now() + retryMs;
      return;
    }
    next = n + 1;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const { on, words } = begun;
    const more = { ...(on === undefined ? {} : { on }), ...(words === undefined ? {} : { words }) };
    history.write({ kind: 'fault', n, phase: 'begin', what: kind, ...more });
    const from = since();
    await stage.wait(ms);
    await begun.end();
    history.write({ kind: 'fault', n, phase: 'end', what: kind, ...more });
    timeline.push(`${from} to ${since()} s  ${[kind, on, words].filter(Boolean).join(', ')}`);
  }

  const since = () => ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);

  return {
    counts,
    get begun() {
      return next;
    },
    get isDone() {
      return next >= planned.length && underWay.size === 0;
    },
    advance,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
      if (failures[0]) throw failures[0];
    },
    timeline,
  };
}
