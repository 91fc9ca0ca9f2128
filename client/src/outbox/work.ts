import type { OutboxEntry } from './entry.ts';
import type { LaneWait, OutboxEffects, OutboxState, TryUnderWay } from './outbox-state.ts';

/** What a step is taken under. */
export interface OutboxMoment {
  /** Now, in milliseconds of the wall clock. */
  readonly at: number;
  /** From 0 up to 1, drawn for this step. */
  readonly chance: number;
  /** What the store holds now, in any order: another tab may have changed it. */
  readonly rows: readonly OutboxEntry[];
  /** Lanes that are tried at once. */
  readonly lanes: number;
  /** Rows that there may be. */
  readonly limit: number;
}

/** A state on its way to the next one. */
export interface Draft extends OutboxState {
  readonly rows: Map<string, OutboxEntry>;
  readonly sent: Map<string, OutboxEntry>;
  readonly leaving: Map<string, OutboxEntry>;
  isFlushing: boolean;
  pausedUntil: number;
  readonly waits: Map<string, LaneWait>;
  readonly tries: Map<string, TryUnderWay>;
  readonly landing: Map<string, OutboxEntry>;
  tried: number;
}

/** A step on its way. */
export interface Work {
  readonly draft: Draft;
  readonly effects: OutboxEffects;
  readonly moment: OutboxMoment;
}

/** No wait is longer. One that seems so was begun before the clock was put back. */
export const longestWaitMs = 60_000;

export function isAhead(dueAt: number, at: number): boolean {
  return dueAt > at && dueAt <= at + longestWaitMs;
}

/** A row that changes keeps its place. Null = it goes. */
export function replace(rows: Draft['rows'], { id }: OutboxEntry, by: OutboxEntry | null): void {
  if (by) rows.set(id, by);
  else rows.delete(id);
}

/** Keeps of the row, where it is gone, that a try of it may still do its work. Deleted is deleted, and sent is sent once. */
export function noteLanding({ draft: { rows, landing }, moment }: Work, row: OutboxEntry): void {
  const { id, kind, mayLandUntil = 0 } = row;
  const isUndoing = kind === 'edit' || kind === 'react';
  if (isUndoing && !rows.has(id) && isAhead(mayLandUntil, moment.at)) landing.set(id, { ...row, isOver: true });
}

/** True = this tab waits for the answer to the row's try of this number. */
export function isTrying({ tries }: Draft, row: OutboxEntry | undefined, number: number): boolean {
  const known = row && tries.get(row.id);
  return row?.state === 'sending' && known?.number === number && known.attempts === row.attempts;
}
