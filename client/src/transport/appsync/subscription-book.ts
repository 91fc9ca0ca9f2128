import { backOffMs } from '../../back-off.ts';
import { classifyFailure } from '../../classify-failure.ts';
import type { Clock } from '../../clock.ts';
import { isSignedOut, type MessagingError } from '../../errors.ts';
import { giveUpAfterMs } from '../../judge.ts';
import type {
  SubscriptionEnd,
  SubscriptionListener,
  SubscriptionRequest,
  TransportMetric,
} from '../realtime-transport.ts';
import { createEchoes, type SendStart } from './echoes.ts';
import { mostSubscriptions, revoked, tooMany } from './ends.ts';
import type { ServerFrame } from './server-frame.ts';
import { type Entry, newEntry } from './subscription-entry.ts';

export interface BookOptions {
  clock: Clock;
  random: () => number;
  /** Sends `start` for this id, with a token of its own. Rejects with a `MessagingError` where there is no token. */
  sendStart: SendStart;
  sendStop(id: string): void;
  /** A start went unanswered, and nothing else came meanwhile. */
  onSilence(): void;
  /** How long nothing came from the service. */
  silentForMs(): number;
  onMetric(metric: TransportMetric): void;
}

/** The subscriptions of one transport, over all its connections. */
export interface SubscriptionBook {
  add(request: SubscriptionRequest, listener: SubscriptionListener): () => void;
  readonly size: number;
  /** True = this id is that of a subscription, started or in effect. */
  has(id: string): boolean;
  /** A connection is there: everything is started. */
  opened(): void;
  /** It is gone. */
  lost(): void;
  receive(frame: Exclude<ServerFrame, { type: 'connection_ack' | 'connection_error' | 'ka' }>): void;
  /** Starts one more of what is in effect, and stops it: settles with the answer, whatever it is. */
  echo(): Promise<void>;
  /** Tells those in effect to look whether they missed something. */
  doubt(why: 'evidence' | 'routine'): void;
  /** Ends everything, with a reason or without a word. */
  end(end: SubscriptionEnd | null): void;
}

/** AppSync takes 100 starts at once and refuses the others without saying which. */
const startsAtOnce = 20;
const betweenBatchesMs = 250;
/** A start runs the authorizer and the resolver, perhaps both from cold. */
const acknowledgementMs = 10_000;
/** AppSync's first `ka` follows the acknowledgement of the connection, and may come just after the first start. */
const graceMs = 1_000;

export function createSubscriptionBook(options: BookOptions): SubscriptionBook {
  const { clock, random, sendStop, onMetric } = options;
  const entries = new Set<Entry>();
  const byId = new Map<string, Entry>();
  const echoes = createEchoes<Entry>(options.sendStart);
  let isOpen = false;
  /** Counts connections: what an earlier one began is stale. */
  let connection = 0;
  let lastId = 0;
  let lastEchoed: Entry | undefined;
  let stopBatchTimer: (() => void) | null = null;

  /** Sends the next batch of starts, unless one was sent just now. */
  function pump(): void {
    if (!isOpen || stopBatchTimer) return;
    const starting = [...entries].filter(({ phase }) => phase === 'starting').length;
    const waiting = [...entries].filter(({ phase }) => phase === 'waiting').slice(0, startsAtOnce - starting);
    if (waiting.length === 0) return;
    stopBatchTimer = clock.after(betweenBatchesMs, () => {
      stopBatchTimer = null;
      pump();
    });
    for (const entry of waiting) void start(entry);
  }

  async function start(entry: Entry): Promise<void> {
    const id = nextId();
    const begun = connection;
    const isWanted = () => begun === connection && entry.phase === 'starting' && entry.id === id;
    takeBack(entry);
    entry.phase = 'starting';
    entry.id = id;
    entry.isSent = false;
    byId.set(id, entry);
    const isForced = entry.refusedAt !== null && !entry.isRefreshed;
    if (isForced) entry.isRefreshed = true;
    entry.stopTimer = clock.after(acknowledgementMs, () => {
      // One that is late among others concerns nobody else; one that is late and all is still concerns the connection.
      if (entry.isSent && options.silentForMs() >= acknowledgementMs - graceMs) options.onSilence();
      if (entry.phase === 'starting') retry(entry, 'late');
    });
    try {
      await options.sendStart(id, entry.request, isForced, isWanted);
      if (isWanted()) entry.isSent = true;
    } catch (failure) {
      if (isWanted()) failed(entry, classifyFailure(failure), 'token');
    }
  }

  function failed(entry: Entry, error: MessagingError, why: 'refused' | 'token'): void {
    if (error.retryable) return retry(entry, why, error.retryAfterMs);
    if (error.code !== 'SESSION_REQUIRED') return finish(entry, { how: 'refused', error });
    entry.refusedAt ??= clock.now();
    // The application has said twice that nobody is signed in; anybody else may be wrong for a while.
    const isFinal = isSignedOut(error) ? entry.isRefreshed : clock.now() - entry.refusedAt >= giveUpAfterMs;
    if (isFinal) return finish(entry, { how: 'refused', error });
    retry(entry, why, entry.isRefreshed ? undefined : 0);
  }

  function retry(entry: Entry, why: 'late' | 'refused' | 'token', afterMs?: number): void {
    entry.stopTimer();
    entry.phase = 'backing-off';
    entry.failures += 1;
    onMetric({ name: 'start-retried', why, attempt: entry.failures });
    entry.stopTimer = clock.after(afterMs ?? 500 + backOffMs(entry.failures, random), () => {
      entry.phase = 'waiting';
      pump();
    });
    pump();
  }

  function acknowledge(entry: Entry): void {
    if (entry.phase === 'in-effect') return;
    entry.stopTimer();
    Object.assign(entry, { phase: 'in-effect', failures: 0, refusedAt: null, isRefreshed: false });
    pump();
    entry.listener.onAcknowledged();
  }

  /** Takes a start back, also one that the service has not answered yet, nor perhaps understood. */
  function takeBack(entry: Entry): void {
    entry.stopTimer();
    if (entry.id === null) return;
    byId.delete(entry.id);
    if (isOpen && entry.isSent) sendStop(entry.id);
    entry.id = null;
  }

  function forget(entry: Entry): void {
    entry.stopTimer();
    entry.phase = 'ended';
    entries.delete(entry);
    if (entry.id !== null) byId.delete(entry.id);
    entry.id = null;
    pump();
  }

  function finish(entry: Entry, end: SubscriptionEnd): void {
    if (entry.phase === 'ended') return;
    forget(entry);
    entry.listener.onEnded(end);
  }

  function refused(id: string | null, errors: readonly unknown[]): void {
    const error = classifyFailure({ errors });
    const echoed = id === null ? undefined : echoes.answer(id);
    if (echoed) {
      // Whoever may not start it any more may not hear it any more either.
      if (error.type !== 'Forbidden' && error.type !== 'NotFound') return;
      if (echoed.id !== null) sendStop(echoed.id);
      return finish(echoed, { how: 'revoked', error });
    }
    const entry = id === null ? newestUnanswered() : byId.get(id);
    if (!entry) {
      if (id === null) doubt('evidence');
      return;
    }
    // Where nothing says whom it concerns, the newest is the best guess, and it may yet be acknowledged.
    if (id === null) return retry(entry, 'refused');
    byId.delete(id);
    entry.id = null;
    if (entry.phase !== 'in-effect') return failed(entry, error, 'refused');
    if (!error.retryable) return finish(entry, { how: 'revoked', error });
    entry.listener.onLost();
    retry(entry, 'refused', error.retryAfterMs);
  }

  function newestUnanswered(): Entry | undefined {
    const [id = 0, entry] = [...byId].filter(([, { phase }]) => phase === 'starting').at(-1) ?? [];
    if (echoes.newest() <= Number(id)) return entry;
    echoes.answer(String(echoes.newest()));
    return undefined;
  }

  function doubt(why: 'evidence' | 'routine'): void {
    for (const entry of [...entries]) if (entry.phase === 'in-effect') entry.listener.onDoubt(why);
  }

  function nextId(): string {
    return String(++lastId);
  }

  return {
    add(request, listener) {
      const entry = newEntry(request, listener);
      if (entries.size >= mostSubscriptions) {
        return clock.after(0, () => listener.onEnded({ how: 'refused', error: tooMany() }));
      }
      entries.add(entry);
      pump();
      return () => {
        if (entry.phase === 'ended') return;
        takeBack(entry);
        forget(entry);
      };
    },
    get size() {
      return entries.size;
    },
    has: (id) => byId.has(id),
    opened() {
      isOpen = true;
      pump();
    },
    lost() {
      isOpen = false;
      connection += 1;
      byId.clear();
      stopBatchTimer?.();
      stopBatchTimer = null;
      echoes.clear();
      for (const entry of [...entries]) {
        const wasInEffect = entry.phase === 'in-effect';
        // A listener before it may have ended it.
        if (entry.phase === 'ended') continue;
        entry.stopTimer();
        entry.phase = 'waiting';
        entry.id = null;
        if (wasInEffect) entry.listener.onLost();
      }
    },
    receive(frame) {
      switch (frame.type) {
        case 'start_ack': {
          const entry = byId.get(frame.id);
          if (entry) return acknowledge(entry);
          echoes.answer(frame.id);
          // Of an echo, or of a start that was taken back before it took effect.
          return sendStop(frame.id);
        }
        case 'data': {
          const entry = byId.get(frame.id);
          if (!entry) return echoes.has(frame.id) ? undefined : sendStop(frame.id);
          entry.listener.onData(frame.data);
          if (frame.hasErrors && entry.phase === 'in-effect') entry.listener.onDoubt('evidence');
          return;
        }
        case 'complete': {
          const entry = byId.get(frame.id);
          if (entry) finish(entry, { how: 'revoked', error: revoked() });
          return;
        }
        case 'error':
          return refused(frame.id, frame.errors);
        case 'bad': {
          const entry = frame.id === null ? undefined : byId.get(frame.id);
          if (entry) return entry.listener.onDoubt('evidence');
          return doubt('evidence');
        }
        default:
          frame satisfies never;
      }
    },
    async echo() {
      const inEffect = [...entries].filter(({ phase }) => phase === 'in-effect');
      // Each in turn.
      const entry = inEffect[(inEffect.findIndex((one) => one === lastEchoed) + 1) % inEffect.length];
      // Starts that are under way have a deadline of their own.
      if (!entry) return;
      lastEchoed = entry;
      await echoes.send(nextId(), entry);
    },
    doubt,
    end(end) {
      for (const entry of [...entries]) {
        if (end) finish(entry, end);
        else forget(entry);
      }
    },
  };
}
