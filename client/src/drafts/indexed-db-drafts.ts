import { openDatabase } from '../open-database.ts';
import { createMemoryDrafts, type Draft, type DraftStore, isLater } from './draft-store.ts';
import { openJournal } from './journal.ts';

const storeName = 'drafts';

/**
 * Keeps drafts in IndexedDB, by person and channel. In memory instead where there is no IndexedDB, or the browser does not let it be
 * opened, as some do in private windows.
 */
export async function openIndexedDbDrafts(database: string, person: string): Promise<DraftStore> {
  try {
    const store = createStore(database, person, `${database}:${encodeURIComponent(person)}:`);
    await store.read();
    return store;
  } catch {
    return createMemoryDrafts();
  }
}

function createStore(database: string, person: string, prefix: string): DraftStore {
  const journal = openJournal(prefix);
  let opened: Promise<IDBDatabase> | undefined;
  // Keys are [person, channelId]. An array comes after every string.
  const own = IDBKeyRange.bound([person], [person, []]);
  /** Opens it anew where the browser, or a newer version of the application, has closed it. */
  async function draftsFor(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const base = await (opened ??= openDatabase(database, storeName, 1, () => (opened = undefined)));
    return base.transaction(storeName, mode).objectStore(storeName);
  }

  return {
    async read() {
      const drafts = await draftsFor('readonly');
      const [keys, values] = [drafts.getAllKeys(own), drafts.getAll(own)];
      await ended(drafts.transaction);
      // Only this code writes here, and keys and values come in one order.
      const ids = (keys.result as [string, string][]).map(([, channelId]) => channelId);
      const stored = new Map(ids.map((id, index) => [id, values.result[index] as Draft]));
      for (const [id, change] of journal.read()) {
        if (!isLater(change, stored.get(id))) continue;
        if (change.text === null) stored.delete(id);
        else stored.set(id, change);
      }
      return stored;
    },
    note: journal.note,
    async write(changes) {
      journal.note(changes);
      const drafts = await draftsFor('readwrite');
      for (const [channelId, change] of changes) {
        const key = [person, channelId];
        if (change.text === null) drafts.delete(key);
        else drafts.put(change, key);
      }
      await ended(drafts.transaction);
      journal.strike(changes);
    },
    async clear() {
      // First what would bring them back.
      journal.clear();
      const drafts = await draftsFor('readwrite');
      drafts.delete(own);
      await ended(drafts.transaction);
    },
    close: () => void opened?.then((base) => base.close()),
  };
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
