import { createMemoryDrafts, type Draft, type DraftStore, isLater } from './draft-store.ts';
import { openJournal } from './journal.ts';

const storeName = 'drafts';

/**
 * Keeps drafts in IndexedDB, by person and channel. In memory instead where there is no IndexedDB, or the browser does not let it be
 * opened, as some do in private windows.
 */
export async function openIndexedDbDrafts(database: string, person: string): Promise<DraftStore> {
  try {
    const base = await connect(database);
    return createStore(base, person, `${database}:${encodeURIComponent(person)}:`);
  } catch {
    return createMemoryDrafts();
  }
}

function createStore(base: IDBDatabase, person: string, prefix: string): DraftStore {
  const journal = openJournal(prefix);
  // Keys are [person, channelId]. An array comes after every string.
  const own = IDBKeyRange.bound([person], [person, []]);
  const draftsFor = (mode: IDBTransactionMode) => base.transaction(storeName, mode).objectStore(storeName);
  return {
    async read() {
      const drafts = draftsFor('readonly');
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
    async write(changes) {
      journal.note(changes);
      const drafts = draftsFor('readwrite');
      for (const [channelId, change] of changes) {
        const key = [person, channelId];
        if (change.text === null) drafts.delete(key);
        else drafts.put(change, key);
      }
      await ended(drafts.transaction);
      journal.strike(changes);
    },
    async clear() {
      const drafts = draftsFor('readwrite');
      drafts.delete(own);
      journal.clear();
      await ended(drafts.transaction);
    },
    close: () => base.close(),
  };
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

function connect(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // A newer version of the application waits for this one to let go.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}
