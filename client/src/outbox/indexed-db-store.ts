import { openDatabase } from '../open-database.ts';
import type { OutboxEntry } from './entry.ts';
import { createMemoryStore } from './memory-store.ts';
import type { OutboxStore } from './store.ts';

/** Raise it with each change of what is stored, and bring the rows along in `onupgradeneeded`: nobody else has these messages. */
const version = 1;
const storeName = 'rows';

export interface IndexedDbOptions {
  /** Whose rows. Rows of several people live side by side, and never see each other. */
  person: string;
  /** The database's name. */
  database: string;
}

/**
 * Keeps rows in IndexedDB, by person and id, each change on disk before it counts. In memory instead where there is no IndexedDB, or the
 * browser does not let it be opened, as some do in private windows: `isDurable` says so.
 */
export async function openIndexedDbStore(options: IndexedDbOptions): Promise<OutboxStore> {
  try {
    const store = createStore(options);
    await store.change(() => new Map());
    return store;
  } catch {
    return createMemoryStore();
  }
}

function createStore({ person, database }: IndexedDbOptions): OutboxStore {
  let opened: Promise<IDBDatabase> | undefined;
  // Keys are [person, id]. An array comes after every string.
  const own = IDBKeyRange.bound([person], [person, []]);

  return {
    isDurable: true,
    async change(decide) {
      const base = await (opened ??= openDatabase(database, storeName, version, () => (opened = undefined)));
      await new Promise<void>((resolve, reject) => {
        // By default "complete" comes before the bytes are on disk (https://chromestatus.com/feature/5084460341264384).
        const transaction = base.transaction(storeName, 'readwrite', { durability: 'strict' });
        const rows = transaction.objectStore(storeName);
        const reading: IDBRequest<OutboxEntry[]> = rows.getAll(own);
        // What is thrown in here aborts the transaction.
        reading.onsuccess = () => {
          for (const [id, entry] of decide(reading.result)) {
            if (entry) rows.put(entry, [person, id]);
            else rows.delete([person, id]);
          }
        };
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
    },
    close() {
      void opened?.then((base) => base.close());
    },
  };
}
