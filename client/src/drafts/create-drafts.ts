import { type Clock, systemClock } from '../clock.ts';
import { type Environment, pageEnvironment } from '../connection/environment.ts';
import { unkept } from '../errors.ts';
import { browserNotes, type Notes } from '../notes.ts';
import { type Draft, type DraftStore, isLater, type Removal } from './draft-store.ts';

/** What one tab tells the others: what it has just stored, or that all is gone. */
export type DraftNote =
  { readonly kind: 'changed'; readonly changes: ReadonlyMap<string, Draft | Removal> } | { readonly kind: 'forgotten' };

export interface DraftsOptions {
  /** The id of the person who writes, or who tells it: asked again with each writing until it is told. Nobody else's drafts are seen. */
  person: string | (() => Promise<string>);
  /** Sets drafts of several services apart. */
  name?: string;
  /** Where they are kept. Default: IndexedDB, or memory where there is none. */
  store?: DraftStore | Promise<DraftStore>;
  /** The tabs that share `store`. Default: this browser's for the default store, else none. */
  notes?: Notes<DraftNote> | null;
  /** Channels whose drafts are kept at most. Default: 500. */
  limit?: number;
  clock?: Clock;
  environment?: Environment;
}

/**
 * What one person was writing, by channel: kept on this device through reloads, and the same in all tabs of a browser, where whoever
 * wrote last is right. Each channel's is made for `useSyncExternalStore` and its like.
 */
export interface Drafts {
  /** Null = nothing is being written, or what is kept was not read yet. The same object until it changes. */
  state(channelId: string): Draft | null;
  /** Calls `listener` after each change of a channel's draft, until the function that it answers with is called. */
  onChange(channelId: string, listener: () => void): () => void;
  /** The channels that have one, in no promised order. */
  channels(): string[];
  /** With each stroke. Stored half a second later, or when the page is left. One with no text that answers nothing goes. */
  set(channelId: string, draft: { text: string; replyToId?: string | null }): void;
  /** It was sent, or given up. */
  clear(channelId: string): void;
  /** Removes all of this person's from this device. Rejects with a `MessagingError` where that failed; it can be called again then. */
  forget(): Promise<void>;
  /** Stores what is not yet, and tells no more. */
  close(): void;
}

const storeAfterMs = 500;
/** A note takes no longer from one tab to another. */
const racingMs = 5_000;

export function createDrafts(options: DraftsOptions): Drafts {
  const { person, name = 'parley-drafts', store, limit = 500 } = options;
  const { clock = systemClock, environment = pageEnvironment } = options;
  const listeners = new Map<string, Set<() => void>>();
  /** What was given up is held too, so that nothing older brings it back. */
  const known = new Map<string, Draft | Removal>();
  const unstored = new Set<string>();
  /** When this tab last stored a channel's. */
  const storedAt = new Map<string, number>();
  let notes: Notes<DraftNote> | null = null;
  let stopTimer: (() => void) | undefined;
  let isRead = false;
  let isClosed = false;

  let present: DraftStore | null = null;
  // One thing after the other: what is forgotten was stored before, or is stored no more.
  let last: Promise<unknown> = open().catch(() => {});

  async function open(): Promise<DraftStore> {
    const given = options.notes;
    const owner = store ? '' : await (typeof person === 'string' ? person : person());
    // Where its code does not come, as in an outage, it is asked for again with the next writing.
    const opened = await (store ?? (await import('./indexed-db-drafts.ts')).openIndexedDbDrafts(name, owner));
    notes = given !== undefined ? given : store ? null : browserNotes<DraftNote>(`${name}:${owner}`);
    notes?.hear(hear);
    present = opened;
    // What can not be read is not there. What was written here meanwhile is later.
    const stored = await opened.read().catch(() => new Map<string, Draft>());
    for (const [channelId, draft] of stored) adopt(channelId, draft);
    isRead = true;
    drop();
    return opened;
  }

  function hear(note: DraftNote): void {
    if (isClosed) return;
    if (note.kind === 'forgotten') return empty();
    for (const [channelId, change] of note.changes) {
      if (!adopt(channelId, change)) continue;
      unstored.delete(channelId);
      // Two tabs that store at once do not know whose comes last. The one that was not right puts it right.
      if (clock.now() - (storedAt.get(channelId) ?? -Infinity) < racingMs) storeSoon(channelId);
    }
  }

  function adopt(channelId: string, change: Draft | Removal): boolean {
    if (!isLater(change, known.get(channelId))) return false;
    known.set(channelId, change);
    tell(channelId);
    return true;
  }

  function tell(channelId: string): void {
    for (const listener of isClosed ? [] : [...(listeners.get(channelId) ?? [])]) listener();
  }

  function change(channelId: string, next: Omit<Draft, 'at'> | Omit<Removal, 'at'>): void {
    if (isClosed) return;
    const before = known.get(channelId);
    adopt(channelId, { ...next, at: Math.max(clock.now(), (before?.at ?? 0) + 1) });
    storeSoon(channelId);
    if (before === undefined || before.text === null) drop();
  }

  function storeSoon(channelId: string): void {
    unstored.add(channelId);
    stopTimer ??= clock.after(storeAfterMs, flush);
  }

  /** Before all is read, there may be one that is not known of. */
  function remove(channelId: string): void {
    if (!isRead || typeof known.get(channelId)?.text === 'string') change(channelId, { text: null });
  }

  /** Too many: the oldest go. */
  function drop(): void {
    const all = [...known].filter(([, { text }]) => text !== null);
    if (all.length <= limit) return;
    all.sort(([, a], [, b]) => a.at - b.at);
    for (const [channelId] of all.slice(0, all.length - limit)) change(channelId, { text: null });
  }

  function flush(): void {
    stopTimer?.();
    stopTimer = undefined;
    if (unstored.size === 0) return;
    const changes = new Map([...known].filter(([channelId]) => unstored.has(channelId)));
    unstored.clear();
    for (const channelId of changes.keys()) storedAt.set(channelId, clock.now());
    notes?.tell({ kind: 'changed', changes });
    // The page may go before its turn comes.
    present?.note?.(changes);
    follow((opened) => opened.write(changes)).catch(() => {
      // Not worth a word: it is here as long as the page is, and goes along with what is written next.
      for (const channelId of changes.keys()) if (known.has(channelId)) unstored.add(channelId);
    });
  }

  function follow(act: (opened: DraftStore) => unknown): Promise<void> {
    const done = last.then(async () => void (await act(present ?? (await open()))));
    last = done.catch(() => {});
    return done;
  }

  function empty(): void {
    const ids = [...known.keys()];
    known.clear();
    unstored.clear();
    ids.forEach(tell);
  }

  const stopListening = environment.listen((event) => {
    if (event === 'became-hidden') flush();
  });

  return {
    state(channelId) {
      const draft = known.get(channelId);
      return draft && draft.text !== null ? draft : null;
    },
    onChange(channelId, listener) {
      const own = listeners.get(channelId) ?? new Set();
      listeners.set(channelId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(channelId) === own) listeners.delete(channelId);
      };
    },
    channels: () => [...known].filter(([, { text }]) => text !== null).map(([channelId]) => channelId),
    set(channelId, { text, replyToId = null }) {
      if (text === '' && replyToId === null) return remove(channelId);
      const before = known.get(channelId);
      if (before?.text !== text || before.replyToId !== replyToId) change(channelId, { text, replyToId });
    },
    clear: remove,
    forget() {
      empty();
      return follow(async (opened) => {
        notes?.tell({ kind: 'forgotten' });
        await opened.clear();
      }).catch((failure: unknown) => {
        throw unkept(failure);
      });
    },
    close() {
      if (isClosed) return;
      flush();
      isClosed = true;
      stopListening();
      listeners.clear();
      void last.then(() => {
        notes?.close();
        present?.close();
      });
    },
  };
}
