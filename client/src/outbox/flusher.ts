import { type Clock, systemClock } from '../clock.ts';
import { type Environment, pageEnvironment } from '../connection/environment.ts';
import { closed, MessagingError, unkept } from '../errors.ts';
import type { OutboxEntry } from './entry.ts';
import { step } from './machine.ts';
import {
  emptyOutbox,
  type OutboxAnswer,
  type OutboxEffects,
  type OutboxEvent,
  type OutboxFailure,
  type OutboxState,
  type OutboxTry,
} from './outbox-state.ts';
import type { OutboxStore } from './store.ts';
import type { Tabs } from './tabs.ts';

/**
 * Does what `entry` says, once: sends, edits, deletes or reacts by `entry.kind`. Rejects with a `MessagingError`; anything else counts as
 * `UNKNOWN`. `isRetry`: an earlier try may have got through. When `signal` is aborted, nobody waits for the answer any more.
 */
export type OutboxSend = (
  entry: OutboxEntry,
  options: { isRetry: boolean; signal: AbortSignal },
) => Promise<OutboxAnswer>;

export interface FlusherOptions {
  send: OutboxSend;
  /** Where rows are kept. */
  store: OutboxStore | Promise<OutboxStore>;
  /** The tabs that share it, asked for once it is open. Null = none does. */
  tabs: (store: OutboxStore) => Tabs | null;
  /** Channels that are sent to at once. */
  lanes?: number;
  /** Rows that are kept at most. */
  limit: number;
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
  /** After each step. */
  onChange: () => void;
}

/** Runs the machine on a real store, timers, tabs and network. */
export interface Flusher {
  state(): OutboxState;
  /** Null = not known yet. */
  isDurable(): boolean | null;
  /**
   * Tells what happened. Resolves once what follows is stored, with why it can not be, or null. Rejects where the store fails; then
   * nothing happened.
   */
  tell(event: OutboxEvent): Promise<OutboxEffects['denied']>;
  /** The same for what can not be untold: tried again until it is stored. */
  insist(event: OutboxEvent): void;
  close(): void;
}

/** What the store refused is told again after so long. */
const insistMs = 1_000;

export function createFlusher(options: FlusherOptions): Flusher {
  const { send, lanes = 4, limit, onChange } = options;
  const { clock = systemClock, random = Math.random, environment = pageEnvironment } = options;
  const aborts = new Map<string, () => void>();
  let state = emptyOutbox;
  let open: { store: OutboxStore; tabs: Tabs | null } | undefined;
  let isClosed = false;
  let stopTimer: (() => void) | undefined;
  let stopListening: (() => void) | undefined;

  // One step after the other: each begins with what the one before it left.
  let last: Promise<unknown> = start();

  async function start(): Promise<void> {
    const store = await options.store;
    if (isClosed) return store.close();
    const tabs = options.tabs(store);
    open = { store, tabs };
    tabs?.hear((note) => insist({ type: 'told', ...note }));
    // A page that is left may not come back: it tries once more, as one that is looked at again does.
    stopListening = environment.listen((event) => {
      insist({ type: event === 'went-offline' ? event : 'resumed' });
    });
    insist({ type: environment.hasNetwork() ? 'resumed' : 'went-offline' });
    const lead = () => insist({ type: 'flush-started' });
    if (tabs) tabs.lead(lead);
    else lead();
  }

  const tell: Flusher['tell'] = (event) => {
    const told = last.then(() => take(event));
    last = told.catch(() => {});
    return told;
  };

  function insist(event: OutboxEvent): void {
    tell(event).catch(() => {
      if (!isClosed) clock.after(insistMs, () => insist(event));
    });
  }

  async function take(event: OutboxEvent): Promise<OutboxEffects['denied']> {
    if (isClosed || !open) throw closed();
    const { store, tabs } = open;
    let next = state;
    let effects: OutboxEffects | undefined;
    try {
      await store.change((rows) => {
        [next, effects] = step(state, event, { at: clock.now(), chance: random(), rows, lanes, limit });
        return effects.changes;
      });
    } catch (failure) {
      throw unkept(failure);
    }
    // A page that closes sends nothing more. What is stored as being sent is for the next one.
    if (!effects || isClosed) return null;
    state = next;
    if (effects.changes.size > 0) {
      const gone = [...effects.changes.keys()].filter((id) => !next.rows.has(id));
      tabs?.tell({ sent: effects.announced, gone });
    }
    for (const id of effects.aborts) aborts.get(id)?.();
    effects.tries.forEach(begin);
    stopTimer?.();
    stopTimer = undefined;
    if (effects.wakeAt < Infinity) {
      stopTimer = clock.after(effects.wakeAt - clock.now(), () => insist({ type: 'timer-fired' }));
    }
    onChange();
    return effects.denied;
  }

  function begin({ entry, number, isRetry, deadlineMs }: OutboxTry): void {
    const { id } = entry;
    const controller = new AbortController();
    const { signal } = controller;
    const abort = () => {
      stopDeadline();
      aborts.delete(id);
      controller.abort();
    };
    const end = (event: OutboxEvent) => {
      if (signal.aborted) return;
      abort();
      insist(event);
    };
    const fail = (failure: OutboxFailure) => end({ type: 'failed', id, number, failure });
    const stopDeadline = clock.after(deadlineMs, () => fail({ code: 'TIMEOUT', message: '', retryable: true }));
    aborts.set(id, abort);
    // A `send` that throws at once fails as any other.
    const answer = async () => send(entry, { isRetry, signal });
    answer().then(
      (answered) => end({ type: 'acknowledged', id, number, answer: answered }),
      (error: unknown) => fail(failureOf(error)),
    );
  }

  return {
    state: () => state,
    isDurable: () => open?.store.isDurable ?? null,
    tell,
    insist,
    close() {
      isClosed = true;
      stopTimer?.();
      stopListening?.();
      aborts.forEach((abort) => abort());
      // The lock goes last: whoever has it next finds all that this tab stored.
      void last.then(() => {
        open?.tabs?.close();
        open?.store.close();
      });
    },
  };
}

function failureOf(error: unknown): OutboxFailure {
  return error instanceof MessagingError ? error : { code: 'UNKNOWN', message: String(error), retryable: false };
}
