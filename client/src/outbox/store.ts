import type { OutboxEntry } from './entry.ts';

/** Rows to be stored, by id. Null = the row is to go. */
export type StoreChanges = ReadonlyMap<string, OutboxEntry | null>;

/** Where one person's rows are kept. */
export interface OutboxStore {
  /** False = what is kept goes with the page. */
  readonly isDurable: boolean;
  /**
   * Reads all rows, in any order, and does what `decide` makes of them: all or nothing, and nobody else's change comes between.
   * Resolves once it is on disk. Rejects where nothing was done; what is no `MessagingError` counts as `UNKNOWN`, and as `STORAGE_FULL` where the browser says so.
   * `decide` is called once, and must not wait. Where it throws, nothing was done.
   */
  change(decide: (rows: readonly OutboxEntry[]) => StoreChanges): Promise<void>;
  close(): void;
}
