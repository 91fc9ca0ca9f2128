import { type Draft, isLater, type Removal } from './draft-store.ts';

type Changes = ReadonlyMap<string, Draft | Removal>;

/**
 * What is being stored at this moment. A page that goes takes transactions of IndexedDB with it that have not ended; what was written to
 * `localStorage` before the page went is there. Where there is none, or it is full, nothing is noted.
 */
export interface Journal {
  note(changes: Changes): void;
  /** It is stored: only what was not noted anew since is struck. */
  strike(changes: Changes): void;
  read(): Changes;
  clear(): void;
}

/** `prefix`: how the keys of this person's begin. */
export function openJournal(prefix: string): Journal {
  const attempt = (act: (storage: Storage) => void) => {
    try {
      act(localStorage);
    } catch {
      // A draft is then lost only where the page goes within the few milliseconds that storing takes.
    }
  };
  const each = (act: (key: string, storage: Storage) => void) =>
    attempt((storage) => {
      for (const key of Object.keys(storage)) if (key.startsWith(prefix)) act(key, storage);
    });
  return {
    note: (changes) =>
      attempt((storage) => {
        for (const [id, change] of changes) {
          const noted = storage.getItem(prefix + id);
          // Only this code writes under such keys. What is later may have been noted before the turn of what is earlier came.
          if (noted !== null && isLater(JSON.parse(noted) as Draft | Removal, change)) continue;
          storage.setItem(prefix + id, JSON.stringify(change));
        }
      }),
    strike: (changes) =>
      attempt((storage) => {
        for (const [id, change] of changes) {
          if (storage.getItem(prefix + id) === JSON.stringify(change)) storage.removeItem(prefix + id);
        }
      }),
    read() {
      const found = new Map<string, Draft | Removal>();
      // Only this code writes under such keys.
      each((key, storage) =>
        found.set(key.slice(prefix.length), JSON.parse(storage.getItem(key) ?? '') as Draft | Removal),
      );
      return found;
    },
    clear: () => each((key, storage) => storage.removeItem(key)),
  };
}
