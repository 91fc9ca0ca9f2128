import type { PlannedFault } from '../plan.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';

/** What a fault did when it began. */
export interface Begun {
  /** What it befell, where that is one thing. */
  readonly on?: string;
  readonly words?: string;
  /** Undoes it: when it resolves, the fault is over. Called once. */
  end(): Promise<void>;
}

/** `random` decides what the plan does not name. Null = there is nothing that it could befall at this moment. */
export type BeginFault = (stage: Stage, fault: PlannedFault, random: Random) => Promise<Begun | null>;
