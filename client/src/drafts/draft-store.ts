/** What a person was writing in a channel. */
export interface Draft {
  readonly text: string;
  /** The message that it answers. Null = none. */
  readonly replyToId: string | null;
  /** Milliseconds by this device's clock, and later than whatever was written over. */
  readonly at: number;
}

/** Where one person's drafts are kept, by channel. */
export interface DraftStore {
  read(): Promise<ReadonlyMap<string, Draft>>;
  /** They are about to be written, and have to last though the page goes right after the call. Default: only `write` sees to that. */
  note?(changes: ReadonlyMap<string, Draft | Removal>): void;
  /** Stores them, whatever is there. It has to last though the page goes right after the call. */
  write(changes: ReadonlyMap<string, Draft | Removal>): Promise<void>;
  /** Removes all of this person's. Rejects where something may be left. */
  clear(): Promise<void>;
  close(): void;
}

/** That a draft was given up, or sent. */
export interface Removal {
  readonly text: null;
  readonly at: number;
}

/** Keeps drafts as long as the page lives: where there is nothing better, and for tests. */
export function createMemoryDrafts(): DraftStore {
  const drafts = new Map<string, Draft>();
  return {
    read: async () => new Map(drafts),
    async write(changes) {
      for (const [channelId, change] of changes) {
        if (change.text === null) drafts.delete(channelId);
        else drafts.set(channelId, change);
      }
    },
    clear: async () => drafts.clear(),
    close() {},
  };
}

/** True = `change` is to take the place of what is known. Two tabs that write in one millisecond must agree on one of them. */
export function isLater(change: Draft | Removal, known: Draft | Removal | undefined): boolean {
  if (!known || change.at !== known.at) return !known || change.at > known.at;
  return (change.text ?? '') > (known.text ?? '');
}
