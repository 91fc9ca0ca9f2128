import type { OutboxEntry } from './entry.ts';
import type { OutboxStore } from './store.ts';

/** Keeps rows as long as the page lives: where there is nothing better, and for tests. */
export function createMemoryStore(): OutboxStore {
  const rows = new Map<string, OutboxEntry>();
  return {
    isDurable: false,
    async change(decide) {
      for (const [id, entry] of decide([...rows.values()])) {
        if (entry) rows.set(id, entry);
        else rows.delete(id);
      }
    },
    close() {},
  };
}
