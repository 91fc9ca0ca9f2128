import { MessagingError, type OutboxEntry, type OutboxStore, type TabNote, type Tabs } from '@parley/client';
import type { StorageAnswer, StorageRequest } from '../messages.ts';

/** The device's storage and locks, as the client wants them. */
export interface SharedStorage {
  readonly store: OutboxStore;
  readonly tabs: Tabs;
  hear(answer: StorageAnswer): void;
}

type Changes = ReadonlyMap<string, OutboxEntry | null>;

interface Transaction {
  readonly n: number;
  readonly decide: (rows: readonly OutboxEntry[]) => Changes;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** What was decided last. */
  changes: Changes;
}

/**
 * A transaction is decided on the rows that this tab knows, and decided again where they prove not to be the present ones: what counts is
 * decided last, on what was there when it was written.
 */
export function connectStorage(ask: (request: StorageRequest) => void): SharedStorage {
  /** The rows as of `revision`, so that only what changed since has to be handed over. */
  const rows = new Map<string, OutboxEntry>();
  /** One after the other; the first is under way. */
  const transactions: Transaction[] = [];
  let revision = 0;
  let count = 0;
  let onLead = () => {};
  let onNote: (note: TabNote) => void = () => {};

  function begin(): void {
    const [first] = transactions;
    if (!first) return;
    try {
      first.changes = first.decide([...rows.values()]);
    } catch (error) {
      return end(({ reject }) => reject(error));
    }
    ask({ type: 'change', n: first.n, since: revision, changes: [...first.changes] });
  }

  function end(how: (transaction: Transaction) => void): void {
    const ended = transactions.shift();
    if (ended) how(ended);
    begin();
  }

  function stale(answer: Extract<StorageAnswer, { type: 'stale' }>): void {
    if (answer.isWhole) rows.clear();
    for (const id of answer.gone) rows.delete(id);
    for (const entry of answer.rows) rows.set(entry.id, entry);
    revision = answer.revision;
    begin();
  }

  function committed({ changes, resolve }: Transaction, now: number): void {
    for (const [id, entry] of changes) {
      if (entry) rows.set(id, entry);
      else rows.delete(id);
    }
    revision = now;
    resolve();
  }

  return {
    store: {
      isDurable: true,
      change(decide) {
        return new Promise((resolve, reject) => {
          const isFree = transactions.length === 0;
          transactions.push({ n: (count += 1), decide, resolve, reject, changes: new Map() });
          if (isFree) begin();
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
        case 'committed':
          return end((transaction) => committed(transaction, answer.revision));
        case 'full':
          return end(({ reject }) => reject(storageFull()));
        case 'stale':
          return stale(answer);
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
