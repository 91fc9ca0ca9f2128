import type { Clock } from '../clock.ts';
import type { Environment } from '../connection/environment.ts';
import { MessagingError } from '../errors.ts';
import { tellAll } from '../tell-all.ts';
import type { OutboxDraft, OutboxEntry, OutboxReaction } from './entry.ts';
import { createFlusher, type OutboxSend } from './flusher.ts';
import { openIndexedDbStore } from './indexed-db-store.ts';
import type { MessagePlace, OutboxEvent, SeenEntry } from './outbox-state.ts';
import type { OutboxStore } from './store.ts';
import { browserTabs, type Tabs } from './tabs.ts';

export interface OutboxOptions {
  /** The id of the person who sends. Nobody else's rows are seen or sent. */
  person: string;
  send: OutboxSend;
  /** Sets outboxes of several services apart. Default: `parley-outbox`; that of a `Parley` holds its endpoint too. */
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
   * Resolves once the message is kept: it will be sent, or refused with a reason. The same `id` again changes nothing. This and all that
   * keeps something rejects with `OUTBOX_FULL` or `STORAGE_FULL`; then nothing is kept.
   */
  enqueue(draft: OutboxDraft): Promise<void>;
  /**
   * Gives a message another text, whether it is stored, or still to be sent: where a try may have stored the first text, the message is
   * edited afterwards. False = it is to be deleted.
   */
  edit(message: MessagePlace & { content: string }): Promise<boolean>;
  /** Deletes a message, or gives it up where it is still to be sent: where a try may have stored it, it is deleted afterwards. */
  remove(message: MessagePlace): Promise<void>;
  /**
   * Puts an emoji on a stored message, or takes it off: the last wish counts. `isStored`: whether it is there already, as far as one
   * knows. False = the message is not stored yet, or is to be deleted.
   */
  react(wish: OutboxReaction & { channelId: string; isStored: boolean | null }): Promise<boolean>;
  /**
   * Gives an entry up: of a message that is still to be sent, as `remove` does; of a change, what is not done yet. A deletion can be given
   * up once it was refused. False = there is no such entry any more.
   */
  discard(id: string): Promise<boolean>;
  /** Sends a refused entry again. False = it is not refused, or gone. */
  retry(id: string): Promise<boolean>;
  /** Says that the channel's timeline has these: entries that only wait for that go. Others are left alone. */
  seen(seen: readonly SeenEntry[]): void;
  /** There is a session again, or other reason to hope: tries at once what waits. The page's own signs are heard without it. */
  resume(): void;
  /** A channel's entries, in order, as of the last change: the same array until then. Empty until the store is read. */
  rows(channelId: string): readonly OutboxEntry[];
  /** Calls `listener` when entries may have changed, once per turn, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /** The same object until something changes. */
  summary(): OutboxSummary;
  /** Keeps nothing of this person any more, sent or not, in any tab. */
  forget(): Promise<void>;
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
 */
export function openOutbox({ store, tabs, limit = 500, ...options }: OutboxOptions): Outbox {
  const { person, name = 'parley-outbox' } = options;
  const listeners = new Set<() => void>();
  const shown = new Map<string, readonly OutboxEntry[]>();
  /** The channels whose `shown` is of the present state. */
  const fresh = new Set<string>();
  let summary: OutboxSummary | undefined;
  let isTelling = false;

  const flusher = createFlusher({
    ...options,
    limit,
    store: store ?? openIndexedDbStore({ person, database: name }),
    tabs: ({ isDurable }) => tabs ?? (store || !isDurable ? null : browserTabs(`${name}:${person}`)),
    onChange: () => {
      fresh.clear();
      summary = undefined;
      if (isTelling) return;
      isTelling = true;
      queueMicrotask(() => {
        isTelling = false;
        tellAll(listeners);
      });
    },
  });

  async function isGranted(event: OutboxEvent): Promise<boolean> {
    const denied = await flusher.tell(event);
    if (denied !== 'full') return denied === null;
    const message = `Already ${limit} messages wait.`;
    throw new MessagingError({ code: 'OUTBOX_FULL', type: 'Storage', message, limit });
  }

  return {
    enqueue: async (draft) => void (await isGranted({ type: 'enqueued', draft })),
    edit: (message) => isGranted({ type: 'edited', ...message }),
    remove: async (message) => void (await isGranted({ type: 'removed', ...message })),
    react({ channelId, isStored, ...reaction }) {
      return isGranted({ type: 'reacted', channelId, reaction, isStored });
    },
    discard(id) {
      return isGranted({ type: 'discarded', id, isChangeAlone: flusher.state().rows.get(id)?.kind === 'edit' });
    },
    retry: (id) => isGranted({ type: 'retried', id }),
    seen(seen) {
      if (seen.length > 0) flusher.insist({ type: 'seen', seen });
    },
    resume: () => flusher.insist({ type: 'resumed' }),
    rows(channelId) {
      const known = shown.get(channelId) ?? [];
      if (fresh.has(channelId)) return known;
      const { rows, sent, leaving } = flusher.state();
      const found = [...sent.values(), ...leaving.values(), ...rows.values()]
        .filter((row) => row.channelId === channelId)
        .sort((a, b) => a.order - b.order);
      const isSame = found.length === known.length && found.every((row, index) => row === known[index]);
      fresh.add(channelId);
      shown.set(channelId, isSame ? known : found);
      return isSame ? known : found;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    summary: () => (summary ??= summaryOf([...flusher.state().rows.values()], flusher.isDurable())),
    async forget() {
      await flusher.tell({ type: 'forgotten' });
    },
    close() {
      listeners.clear();
      flusher.close();
    },
  };
}

function summaryOf(rows: readonly OutboxEntry[], isDurable: boolean | null): OutboxSummary {
  const waiting = rows.filter(({ state }) => state !== 'refused');
  const oldestAt = waiting[0]?.createdAt ?? null;
  return { depth: waiting.length, refused: rows.length - waiting.length, oldestAt, isDurable };
}
