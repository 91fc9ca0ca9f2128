import { MessagingError, type OutboxEntry, type OutboxStore, type TabNote, type Tabs } from '@parley/client';
import type { StorageAnswer, StorageRequest } from '../messages.ts';

/** The device's storage and locks, as the client wants them. */
export interface SharedStorage {
  readonly store: OutboxStore;
  readonly tabs: Tabs;
  hear(answer: StorageAnswer): void;
}

interface Transaction {
  readonly decide: (rows: readonly OutboxEntry[]) => ReadonlyMap<string, OutboxEntry | null>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** What came of `decide`. */
  outcome?: { readonly changes: ReadonlyMap<string, OutboxEntry | null> } | { readonly error: unknown };
}

export function connectStorage(ask: (request: StorageRequest) => void): SharedStorage {
  /** The rows as of `revision`, so that only what changed since has to be handed over. */
  const rows = new Map<string, OutboxEntry>();
  const transactions = new Map<number, Transaction>();
  let revision = 0;
  let count = 0;
  let onLead = () => {};
  let onNote: (note: TabNote) => void = () => {};

  function granted(answer: Extract<StorageAnswer, { type: 'granted' }>): void {
    if (answer.isWhole) rows.clear();
    for (const id of answer.gone) rows.delete(id);
    for (const entry of answer.rows) rows.set(entry.id, entry);
    revision = answer.revision;
    const transaction = transactions.get(answer.n);
    if (!transaction) return;
    try {
      const changes = transaction.decide([...rows.values()]);
      const isRefused = answer.isFull && changes.size > 0;
      transaction.outcome = isRefused ? { error: storageFull() } : { changes };
      ask({ type: 'commit', n: answer.n, changes: isRefused ? null : [...changes] });
    } catch (error) {
      transaction.outcome = { error };
      ask({ type: 'commit', n: answer.n, changes: null });
    }
  }

  function committed({ n, revision: now }: Extract<StorageAnswer, { type: 'committed' }>): void {
    const transaction = transactions.get(n);
    transactions.delete(n);
    if (!transaction?.outcome) return;
    if ('error' in transaction.outcome) return transaction.reject(transaction.outcome.error);
    for (const [id, entry] of transaction.outcome.changes) {
      if (entry) rows.set(id, entry);
      else rows.delete(id);
    }
    revision = now;
    transaction.resolve();
  }

  return {
    store: {
      isDurable: true,
      change(decide) {
        return new Promise((resolve, reject) => {
          const n = (count += 1);
          transactions.set(n, { decide, resolve, reject });
          ask({ type: 'change', n, since: revision });
        });
      },
      close() {},
    },
    tabs: {
      lead(lead) {
        onLead = lead;
        ask({ type: 'wait-to-lead' });
      },
      hear(listener) {
        onNote = listener;
      },
      tell: (note) => ask({ type: 'tell', note }),
      close: () => ask({ type: 'let-go' }),
    },
    hear(answer) {
      switch (answer.type) {
        case 'granted':
          return granted(answer);
        case 'committed':
          return committed(answer);
        case 'lead':
          return onLead();
        case 'note':
          return onNote(answer.note);
        default:
          answer satisfies never;
      }
    },
  };
}

function storageFull(): MessagingError {
  return new MessagingError({ code: 'STORAGE_FULL', type: 'Storage', message: 'This device has no room.' });
}
