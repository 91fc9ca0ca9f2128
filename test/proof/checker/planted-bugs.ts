import type { FaultKind } from '../chaos/plan.ts';
import type { Invariant } from '../chaos/checker/violation.ts';

/** A mistake that somebody might make in the product, and what a run of the chaos proof must say of it. */
export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly Change[];
  /** What has to befall the run so that the mistake shows; those not named do. Default: nothing. */
  readonly faults?: readonly Befalling[];
  /** Any of these is right. */
  readonly shows: readonly Invariant[];
}

export interface Befalling {
  readonly kind: FaultKind;
  /** Default: 1,500. */
  readonly ms?: number;
  /** From 0 up to 1. Default: 0.5. */
  readonly strength?: number;
  readonly variant?: number;
  readonly target?: number;
}

/** A text of a source file that stands there once, and what it becomes. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
