import type { OutboxEntry } from '@parley/client';
import type { StorageAnswer, StorageRequest } from './messages.ts';

/**
 * What a device keeps, and what its tabs share: rows with transactions, a lock for who sends, and a channel between tabs. As in a browser it
 * lives outside of the tabs: IndexedDB and Web Locks are the browser process's, and a tab reaches them by messages. So a tab that is
 * killed loses exactly what it had not committed, and its lock is free.
 */
export interface DeviceStorage {
  /** A tab's side of it. `answer` reaches the tab. */
  attach(answer: (message: StorageAnswer) => void): TabStorage;
  /** Rows that are kept at this moment. */
  readonly rows: readonly OutboxEntry[];
  /** Whose turn it is to send. Null = nobody's. */
  readonly leader: TabStorage | null;
  /** There is no room for so many transactions that come next. */
  fill(count: number): void;
}

export interface TabStorage {
  hear(request: StorageRequest): void;
  /** The tab is no more. */
  detach(): void;
}

const mostRemembered = 500;

export function createDeviceStorage(onSent: (id: string) => void): DeviceStorage {
  const rows = new Map<string, OutboxEntry>();
  /** What changed lately, by revision, so that a tab is told only what is new to it. */
  let changed: { readonly id: string; readonly revision: number }[] = [];
  const tabs = new Map<TabStorage, (message: StorageAnswer) => void>();
  let revision = 0;
  /** Waiting for the lock; the first has it. */
  let leaders: TabStorage[] = [];
  let fullFor = 0;

  function change({ n, since, changes }: Extract<StorageRequest, { type: 'change' }>): StorageAnswer {
    if (since !== revision) return { type: 'stale', n, revision, ...changedSince(since) };
    const isFull = fullFor > 0;
    if (isFull) fullFor -= 1;
    if (isFull && changes.length > 0) return { type: 'full', n };
    if (changes.length > 0) revision += 1;
    for (const [id, entry] of changes) {
      if (entry) rows.set(id, entry);
      else rows.delete(id);
      changed.push({ id, revision });
    }
    if (changed.length > 2 * mostRemembered) changed = changed.slice(-mostRemembered);
    return { type: 'committed', n, revision };
  }

  function changedSince(since: number): Pick<Extract<StorageAnswer, { type: 'stale' }>, 'rows' | 'gone' | 'isWhole'> {
    // Of the first that is remembered, others of the same transaction may be forgotten.
    if (since < (changed[0]?.revision ?? 0)) return { rows: [...rows.values()], gone: [], isWhole: true };
    const ids = new Set(changed.filter((one) => one.revision > since).map(({ id }) => id));
    return {
      rows: [...ids].flatMap((id) => rows.get(id) ?? []),
      gone: [...ids].filter((id) => !rows.has(id)),
      isWhole: false,
    };
  }

  function lead(): void {
    const [first] = leaders;
    if (first) tabs.get(first)?.({ type: 'lead' });
  }

  function letGo(tab: TabStorage): void {
    const hadLock = leaders[0] === tab;
    leaders = leaders.filter((one) => one !== tab);
    if (hadLock) lead();
  }

  return {
    attach(answer) {
      const tab: TabStorage = {
        hear(request) {
          // What a dead tab had said last may come after the news of its death.
          if (!tabs.has(tab)) return;
          switch (request.type) {
            case 'change':
              return answer(change(request));
            case 'wait-to-lead':
              leaders.push(tab);
              if (leaders.length === 1) lead();
              return;
            case 'tell':
              for (const { id, kind } of request.note.sent) if (kind === 'send') onSent(id);
              for (const [other, tell] of tabs) if (other !== tab) tell({ type: 'note', note: request.note });
              return;
            case 'let-go':
              return letGo(tab);
            default:
              request satisfies never;
          }
        },
        detach() {
          tabs.delete(tab);
          letGo(tab);
        },
      };
      tabs.set(tab, answer);
      return tab;
    },
    get rows() {
      return [...rows.values()];
    },
    get leader() {
      return leaders[0] ?? null;
    },
    fill(count) {
      fullFor = count;
    },
  };
}
