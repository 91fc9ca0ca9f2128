import type { Clock } from '../connection/clock.ts';
import type { Environment } from '../connection/environment.ts';
import { MessagingError } from '../errors.ts';
import type { OutboxDraft, OutboxEntry } from './entry.ts';
import { createFlusher, type OutboxSend } from './flusher.ts';
import { openIndexedDbStore } from './indexed-db-store.ts';
import type { OutboxEvent } from './outbox-state.ts';
import type { OutboxStore } from './store.ts';
import { browserTabs, type Tabs } from './tabs.ts';

export interface OutboxOptions {
  /** The id of the person who sends. Nobody else's rows are seen or sent. */
  person: string;
  send: OutboxSend;
  /** Sets outboxes of several services apart. Default: `parley-outbox`. */
  name?: string;
  /** Where rows are kept. Default: IndexedDB, or memory where there is none. */
  store?: OutboxStore | Promise<OutboxStore>;
  /** The tabs that share `store`. Default: this browser's for the default store, else none. */
  tabs?: Tabs;
  /** Channels that are sent to at once. Default: 4. */
  lanes?: number;
  /** Rows that are kept at most. Default: 500. */
  limit?: number;
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
}

/** What one person has to send. It sends by itself: in order within a channel, each once, through reloads, crashes and outages. */
export interface Outbox {
  /**
   * Resolves once the message is kept: it will be sent, or refused with a reason. The same `id` again changes nothing. Rejects with
   * `OUTBOX_FULL` or `STORAGE_FULL`; then nothing is kept.
   */
  enqueue(draft: OutboxDraft): Promise<void>;
  /**
   * Gives an entry another text, whatever its state: where a try may have stored the first text, the message is edited afterwards.
   * False = there is no such entry any more: edit the message.
   */
  edit(id: string, content: string): Promise<boolean>;
  /**
   * Gives an entry up: where a try may have stored it, the message is deleted afterwards, and the entry stays as a `delete` until that is
   * done. Of what `rows` shows as an `edit`, the edit alone is given up. False = there is no such entry any more: delete the message.
   */
  discard(id: string): Promise<boolean>;
  /** Sends a refused entry again. False = it is not refused, or gone. */
  retry(id: string): Promise<boolean>;
  /** Says that the channel's timeline shows these messages: entries that only wait for that go. Others are left alone. */
  seen(ids: readonly string[]): void;
  /** There is a session again, or other reason to hope: tries at once what waits. The page's own signs are heard without it. */
  resume(): void;
  /** A channel's entries, in order, as of the last change: the same array until then. Empty until the store is read. */
  rows(channelId: string): readonly OutboxEntry[];
  /** Calls `listener` when entries may have changed, once per turn, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  summary(): OutboxSummary;
  /** Sends nothing more, and tells nothing more. What waits is kept, and sent by another tab or the next visit. */
  close(): void;
}

export interface OutboxSummary {
  /** Entries that are sent without anybody's doing, sooner or later. */
  depth: number;
  /** Entries that wait for the person. */
  refused: number;
  /** When the oldest of `depth` was written, in milliseconds. Null = there is none. */
  oldestAt: number | null;
  /** False = entries go with the page, as this browser keeps nothing. Null = not known yet. */
  isDurable: boolean | null;
}

/**
 * Opens a person's outbox, which begins to send what is left from before.
 *
 * @example
 * const outbox = openOutbox({
 *   person: 'alice',
 *   send({ kind, id, channelId, content }, { isRetry }) {
 *     if (kind === 'send') return sendMessage({ id, channelId, content, isRetry });
 *     return kind === 'edit' ? editMessage({ id, channelId, content }) : deleteMessage({ id, channelId });
 *   },
 * });
 * await outbox.enqueue({ id: newMessageId(), channelId: 'harbor_general', content: 'Hello.' });
 */
export function openOutbox({ store, tabs, limit = 500, ...options }: OutboxOptions): Outbox {
  const { person, name = 'parley-outbox' } = options;
  const listeners = new Set<() => void>();
  const shown = new Map<string, readonly OutboxEntry[]>();
  let isTelling = false;

  const flusher = createFlusher({
    ...options,
    limit,
    store: store ?? openIndexedDbStore({ person, database: name }),
    tabs: ({ isDurable }) => tabs ?? (store || !isDurable ? null : browserTabs(`${name}:${person}`)),
    onChange: () => {
      shown.clear();
      if (isTelling) return;
      isTelling = true;
      queueMicrotask(() => {
        isTelling = false;
        for (const listener of listeners) listener();
      });
    },
  });
  const isGranted = async (event: OutboxEvent) => (await flusher.tell(event)) === null;

  return {
    async enqueue(draft) {
      if (await isGranted({ type: 'enqueued', draft })) return;
      const message = `Already ${limit} messages wait.`;
      throw new MessagingError({ code: 'OUTBOX_FULL', type: 'Storage', message, limit });
    },
    edit: (id, content) => isGranted({ type: 'edited', id, content }),
    discard(id) {
      return isGranted({ type: 'discarded', id, isEditAlone: flusher.state().rows.get(id)?.kind === 'edit' });
    },
    retry: (id) => isGranted({ type: 'retried', id }),
    seen(ids) {
      const { rows, sent } = flusher.state();
      if (ids.some((id) => rows.has(id) || sent.has(id))) flusher.insist({ type: 'seen', ids });
    },
    resume: () => flusher.insist({ type: 'resumed' }),
    rows(channelId) {
      const { rows, sent } = flusher.state();
      const found =
        shown.get(channelId) ??
        [...sent.values(), ...rows.values()]
          .filter((row) => row.channelId === channelId)
          .sort((a, b) => a.order - b.order);
      shown.set(channelId, found);
      return found;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    summary() {
      const rows = [...flusher.state().rows.values()];
      const waiting = rows.filter(({ state }) => state !== 'refused');
      return {
        depth: waiting.length,
        refused: rows.length - waiting.length,
        oldestAt: waiting[0]?.createdAt ?? null,
        isDurable: flusher.isDurable(),
      };
    },
    close() {
      listeners.clear();
      flusher.close();
    },
  };
}
