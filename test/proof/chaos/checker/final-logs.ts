import type { FinalLine, StoredRow } from '../history.ts';
import type { Found } from '../history-files.ts';
import { type Facts, listIn } from './facts.ts';

/** A channel as it was read after the run. */
export interface FinalLog {
  readonly channel: string;
  /** The reading that the others are held against: downwards, if there was one. */
  readonly found: Found<FinalLine>;
  readonly readings: readonly Found<FinalLine>[];
  /** Rising by position of birth, each id once. */
  readonly rows: readonly StoredRow[];
  readonly byId: ReadonlyMap<string, StoredRow>;
  /** Positions of birth, as `rows` has them. */
  readonly seqs: readonly number[];
}

export function finalLogsOf({ finals }: Facts): ReadonlyMap<string, FinalLog> {
  const readings = new Map<string, Found<FinalLine>[]>();
  for (const found of finals) listIn(readings, found.line.channel).push(found);
  const logs = new Map<string, FinalLog>();
  for (const [channel, all] of readings) {
    const found = all.find(({ line }) => line.how === 'down') ?? all[0];
    if (!found) continue;
    const byId = new Map(found.line.rows.map((row) => [row[0], row]));
    const rows = [...byId.values()].sort((a, b) => a[1] - b[1]);
    logs.set(channel, { channel, found, readings: all, rows, byId, seqs: rows.map(([, seq]) => seq) });
  }
  return logs;
}

/** The index of the first that is not below the position. */
export function firstFrom(seqs: readonly number[], seq: number): number {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seqs[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
